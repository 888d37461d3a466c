data {
  int<lower=2> N;
}
parameters {
  real v;
  vector[N - 1] z;
}
transformed parameters {
  vector[N - 1] x = exp(0.5 * v) * z;
}
model {
  v ~ normal(0, 3);
  z ~ std_normal();
}

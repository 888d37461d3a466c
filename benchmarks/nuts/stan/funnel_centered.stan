data {
  int<lower=2> N;
}
parameters {
  real v;
  vector[N - 1] x;
}
model {
  v ~ normal(0, 3);
  x ~ normal(0, exp(0.5 * v));
}

data {
  int<lower=1> N;
  vector<lower=0>[N] scale;
}
parameters {
  vector[N] x;
}
model {
  x ~ normal(0, scale);
}

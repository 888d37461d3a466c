// Stationary autoregression of unit variance.
data {
  int<lower=2> N;
  real<lower=-1, upper=1> rho;
}
parameters {
  vector[N] x;
}
model {
  x[1] ~ std_normal();
  x[2:N] ~ normal(rho * x[1:(N - 1)], sqrt(1 - square(rho)));
}

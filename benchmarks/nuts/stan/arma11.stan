data {
  int<lower=1> T;
  vector[T] y;
}
parameters {
  real mu;
  real phi;
  real theta;
  real<lower=0> sigma;
}
model {
  vector[T] nu;
  nu[1] = mu + phi * mu;
  for (t in 2:T)
    nu[t] = mu + phi * y[t - 1] + theta * (y[t - 1] - nu[t - 1]);
  mu ~ normal(0, 10);
  phi ~ normal(0, 2);
  theta ~ normal(0, 2);
  sigma ~ cauchy(0, 2.5);
  y ~ normal(nu, sigma);
}

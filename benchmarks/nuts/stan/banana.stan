// Rosenbrock's valley.
parameters {
  vector[2] x;
}
model {
  x[1] ~ normal(1, 1);
  x[2] ~ normal(square(x[1]), 0.3);
}

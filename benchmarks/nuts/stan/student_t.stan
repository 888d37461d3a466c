data {
  int<lower=1> N;
  real<lower=0> nu;
}
parameters {
  vector[N] x;
}
model {
  x ~ student_t(nu, 0, 1);
}

// Normal with precision W' W.
data {
  int<lower=1> N;
  matrix[N, N] W;
}
parameters {
  vector[N] x;
}
model {
  target += -0.5 * dot_self(W * x);
}

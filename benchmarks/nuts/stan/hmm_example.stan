// Two hidden states; the forward algorithm without weights for the first state.
data {
  int<lower=1> N;
  int<lower=2, upper=2> K;
  real y[N];
}
parameters {
  simplex[K] theta1;
  simplex[K] theta2;
  positive_ordered[K] mu;
}
model {
  matrix[K, K] log_transition;
  vector[K] forward;
  log_transition[, 1] = log(theta1); // column: from which state
  log_transition[, 2] = log(theta2);
  mu[1] ~ normal(3, 1);
  mu[2] ~ normal(10, 1);
  for (k in 1:K)
    forward[k] = normal_lpdf(y[1] | mu[k], 1);
  for (t in 2:N) {
    vector[K] next;
    for (k in 1:K)
      next[k] = log_sum_exp(forward + log_transition[k]') + normal_lpdf(y[t] | mu[k], 1);
    forward = next;
  }
  target += log_sum_exp(forward);
}

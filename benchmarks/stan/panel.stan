// Panel of markets on the identity scale: channels -> gaussian mediator -> outcome, geometric and
// delayed adstock, Hill saturation; intercepts and coefficients vary by market, the outcome's noise
// too; default priors (model.md section 6). Markets may start later than others.
functions {
#include media.stan
  // Weights lambda^((l - peak)^2) of lags 0..L, which sum to 1.
  vector delayed_weights(int lags, real decay, real peak) {
    vector[lags + 1] w;
    for (l in 0:lags)
      w[l + 1] = square(l - peak) * log(decay);
    return softmax(w);
  }

  // Hill curve where there is carried-over media, else 0.
  vector hill_or_zero(vector a, real half_saturation, real slope) {
    int n = num_elements(a);
    vector[n] h;
    for (i in 1:n)
      h[i] = a[i] > 0 ? inv_logit(slope * (log(a[i]) - log(half_saturation))) : 0;
    return h;
  }
}
data {
  int<lower=1> N;                              // weeks of all markets, market after market
  int<lower=2> G;                              // markets
  int<lower=1, upper=G> market[N];
  int<lower=1, upper=N> first[G];              // first and last row of each
  int<lower=1, upper=N> last[G];
  int<lower=1> C;                              // channels
  int<lower=1, upper=C> delayed;               // the one with delayed adstock
  int<lower=1> L;                              // and its last lag
  matrix<lower=0>[N, C] media;                 // per head, scaled
  matrix<lower=0>[N, L + 1] lagged;            // media of the delayed channel 0..L weeks ago
  vector[N] mediator;                          // per head, scaled
  vector[N] outcome;                           // y / mean(y), per head
  vector[N] price;                             // standardised over all rows
  vector[N] trend;
  int<lower=0> S;
  matrix[N, S] season;
}
parameters {
  vector<lower=0, upper=1>[C] decay;
  real<lower=0> peak;
  vector<lower=0>[C] half_saturation;
  vector<lower=0>[C] slope;

  real coefficient_location_mediator;
  real<lower=0> coefficient_scale_mediator;
  vector[C] z_mediator;
  vector<lower=0>[C] geo_scale_mediator;
  matrix[G, C] geo_z_mediator;
  real intercept_mediator;
  real<lower=0> geo_scale_intercept_mediator;
  vector[G] geo_intercept_mediator;
  real control_mediator;
  real trend_mediator;
  vector[S] season_mediator;
  real<lower=0> sigma_mediator;

  real coefficient_location_outcome;
  real<lower=0> coefficient_scale_outcome;
  vector[C] z_outcome;
  real<lower=0> coefficient_of_mediator;
  vector<lower=0>[C + 1] geo_scale_outcome;    // channels, then the mediator
  matrix[G, C + 1] geo_z_outcome;
  real intercept_outcome;
  real<lower=0> geo_scale_intercept_outcome;
  vector[G] geo_intercept_outcome;
  real control_outcome;
  real trend_outcome;
  vector[S] season_outcome;
  vector<lower=0>[G] sigma_outcome;
}
transformed parameters {
  vector[C] coefficient_mediator
    = coefficient_location_mediator + coefficient_scale_mediator * z_mediator;
  vector[C + 1] coefficient_outcome
    = append_row(exp(coefficient_location_outcome + coefficient_scale_outcome * z_outcome),
                 coefficient_of_mediator);
  matrix[G, C] geo_coefficient_mediator
    = rep_matrix(coefficient_mediator', G) + diag_post_multiply(geo_z_mediator, geo_scale_mediator);
  matrix[G, C + 1] geo_coefficient_outcome
    = exp(rep_matrix(log(coefficient_outcome)', G)
          + diag_post_multiply(geo_z_outcome, geo_scale_outcome));
}
model {
  matrix[N, C + 1] h;
  for (c in 1:C) {
    vector[N] a;
    if (c == delayed)
      a = lagged * delayed_weights(L, decay[c], peak);
    else
      for (g in 1:G)
        a[first[g]:last[g]] = geometric_adstock(media[first[g]:last[g], c], decay[c]);
    h[, c] = hill_or_zero(a, half_saturation[c], slope[c]);
  }
  h[, C + 1] = mediator;

  decay ~ beta(1, 3);
  peak ~ normal(0, 1);
  half_saturation ~ lognormal(0, 0.7);
  slope ~ lognormal(0.2, 0.4);

  coefficient_location_mediator ~ normal(0, 0.3);
  coefficient_scale_mediator ~ normal(0, 0.7);
  z_mediator ~ std_normal();
  geo_scale_mediator ~ normal(0, 0.3);
  to_vector(geo_z_mediator) ~ std_normal();
  intercept_mediator ~ normal(0.8, 0.4);
  geo_scale_intercept_mediator ~ normal(0, 0.3);
  geo_intercept_mediator ~ normal(intercept_mediator, geo_scale_intercept_mediator);
  control_mediator ~ normal(0, 0.1);
  trend_mediator ~ normal(0, 0.2);
  season_mediator ~ normal(0, 0.1);
  sigma_mediator ~ normal(0, 1);
  mediator ~ normal(geo_intercept_mediator[market]
                      + rows_dot_product(h[, 1:C], geo_coefficient_mediator[market])
                      + price * control_mediator + trend * trend_mediator + season * season_mediator,
                    sigma_mediator);

  coefficient_location_outcome ~ normal(-2.7, 0.7);
  coefficient_scale_outcome ~ normal(0, 0.7);
  z_outcome ~ std_normal();
  coefficient_of_mediator ~ lognormal(-2.7, 1);
  geo_scale_outcome ~ normal(0, 0.3);
  to_vector(geo_z_outcome) ~ std_normal();
  intercept_outcome ~ normal(0.8, 0.4);
  geo_scale_intercept_outcome ~ normal(0, 0.3);
  geo_intercept_outcome ~ normal(intercept_outcome, geo_scale_intercept_outcome);
  control_outcome ~ normal(0, 0.1);
  trend_outcome ~ normal(0, 0.2);
  season_outcome ~ normal(0, 0.1);
  sigma_outcome ~ normal(0, 0.3);
  outcome ~ normal(geo_intercept_outcome[market]
                     + rows_dot_product(h, geo_coefficient_outcome[market])
                     + price * control_outcome + trend * trend_outcome + season * season_outcome,
                   sigma_outcome[market]);
}

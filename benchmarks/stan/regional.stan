// Balanced panel of markets on the identity scale: channels -> gaussian mediator -> outcome, geometric
// adstock, Hill saturation; intercepts and coefficients vary by market; default priors (model.md
// section 6). Written for speed: everything linear with known columns is one matrix-vector product.
functions {
#include media.stan
}
data {
  int<lower=1> T;                                    // weeks
  int<lower=2> G;                                    // markets
  int<lower=1> C;                                    // channels
  vector<lower=0>[T] media[G, C];                    // per head, scaled
  int<lower=1, upper=T> first_active[G, C];          // first week with media
  vector[G * T] mediator;                            // market after market; per head, scaled
  vector[G * T] outcome;                             // y / mean(y), per head
  int<lower=1> K;
  matrix[G * T, K] x;                                // price, trend, season
  vector<lower=0>[K] x_sd;                           // prior sds
}
transformed data {
  matrix[G * T, G + K] design = append_col(rep_matrix(0, G * T, G), x);
  vector[T] own[G];                                  // the mediator by market
  for (g in 1:G) {
    int from = (g - 1) * T + 1;
    design[from:(g * T), g] = rep_vector(1, T);
    own[g] = mediator[from:(g * T)];
  }
}
parameters {
  vector<lower=0, upper=1>[C] decay;
  vector<lower=0>[C] half_saturation;
  vector<lower=0>[C] slope;

  real coefficient_location_mediator;
  real<lower=0> coefficient_scale_mediator;
  vector[C] z_mediator;
  vector<lower=0>[C] geo_scale_mediator;
  matrix[C, G] geo_z_mediator;
  real intercept_mediator;
  real<lower=0> geo_scale_intercept_mediator;
  vector[G] geo_intercept_mediator;                  // centred: 104 weeks pin each of them down
  vector[K] b_mediator;
  real<lower=0> sigma_mediator;

  real coefficient_location_outcome;
  real<lower=0> coefficient_scale_outcome;
  vector[C] z_outcome;
  real<lower=0> coefficient_of_mediator;
  vector<lower=0>[C + 1] geo_scale_outcome;          // channels, then the mediator
  matrix[C + 1, G] geo_z_outcome;
  real intercept_outcome;
  real<lower=0> geo_scale_intercept_outcome;
  vector[G] geo_intercept_outcome;
  vector[K] b_outcome;
  real<lower=0> sigma_outcome;
}
transformed parameters {
  vector[C] coefficient_mediator
    = coefficient_location_mediator + coefficient_scale_mediator * z_mediator;
  vector[C] log_coefficient_outcome
    = coefficient_location_outcome + coefficient_scale_outcome * z_outcome;
  vector[C] coefficient_outcome = exp(log_coefficient_outcome);
  matrix[C, G] geo_coefficient_mediator
    = rep_matrix(coefficient_mediator, G) + diag_pre_multiply(geo_scale_mediator, geo_z_mediator);
  matrix[C + 1, G] geo_coefficient_outcome
    = exp(rep_matrix(append_row(log_coefficient_outcome, log(coefficient_of_mediator)), G)
          + diag_pre_multiply(geo_scale_outcome, geo_z_outcome));
}
model {
  vector[G * T] media_mediator;
  vector[G * T] media_outcome;
  for (g in 1:G) {
    int from = (g - 1) * T + 1;
    int to = g * T;
    matrix[T, C] h;
    for (c in 1:C)
      h[, c] = hill_of_adstock(media[g, c], first_active[g, c], decay[c], half_saturation[c], slope[c]);
    media_mediator[from:to] = h * geo_coefficient_mediator[, g];
    media_outcome[from:to] = append_col(h, own[g]) * geo_coefficient_outcome[, g];
  }

  decay ~ beta(1, 3);
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
  b_mediator ~ normal(0, x_sd);
  sigma_mediator ~ normal(0, 1);
  mediator ~ normal_id_glm(design, media_mediator, append_row(geo_intercept_mediator, b_mediator),
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
  b_outcome ~ normal(0, x_sd);
  sigma_outcome ~ normal(0, 0.3);
  outcome ~ normal_id_glm(design, media_outcome, append_row(geo_intercept_outcome, b_outcome),
                          sigma_outcome);
}

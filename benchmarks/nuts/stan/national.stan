// The national model of data/weekly.json: channels -> lognormal mediator -> lognormal outcome,
// geometric adstock, Hill saturation, the channels' paths into a node pooled, default priors
// (model.md section 6).
functions {
#include media.stan
}
data {
  int<lower=1> T;                                  // weeks
  int<lower=1> C;                                  // channels
  matrix<lower=0>[T, C + 1] source;                // channels, then the mediator; scaled
  int<lower=1, upper=T> first_active[C + 1];       // first week with media
  vector[T] outcome;                               // ln(y / geomean(y))
  int<lower=0> K_mediator;
  int<lower=0> K_outcome;
  matrix[T, K_mediator] x_mediator;                // transformed controls
  matrix[T, K_outcome] x_outcome;
  vector<lower=0>[K_mediator] control_sd_mediator; // prior sds, by kind of column
  vector<lower=0>[K_outcome] control_sd_outcome;
  vector[T] trend;
  int<lower=0> S;
  matrix[T, S] season;
}
transformed data {
  vector[T] log_mediator = log(source[, C + 1]);
  vector[T] media[C + 1];
  vector[T] one = rep_vector(1, T);
  matrix[T, 1 + K_mediator + 1 + S] design_mediator
    = append_col(append_col(append_col(one, x_mediator), trend), season);
  matrix[T, 1 + K_outcome + 1 + S] design_outcome
    = append_col(append_col(append_col(one, x_outcome), trend), season);
  for (u in 1:(C + 1))
    media[u] = source[, u];
}
parameters {
  vector<lower=0, upper=1>[C + 1] decay;
  vector<lower=0>[C + 1] half_saturation;
  vector<lower=0>[C + 1] slope;

  real coefficient_location_mediator;
  real<lower=0> coefficient_scale_mediator;
  vector[C] z_mediator;
  real intercept_mediator;
  vector[K_mediator] control_mediator;
  real trend_mediator;
  vector[S] season_mediator;
  real<lower=0> sigma_mediator;

  real coefficient_location_outcome;
  real<lower=0> coefficient_scale_outcome;
  vector[C] z_outcome;
  real<lower=0> coefficient_of_mediator;
  real intercept_outcome;
  vector[K_outcome] control_outcome;
  real trend_outcome;
  vector[S] season_outcome;
  real<lower=0> sigma_outcome;
}
transformed parameters {
  vector[C] coefficient_mediator
    = coefficient_location_mediator + coefficient_scale_mediator * z_mediator;
  vector[C] coefficient_outcome
    = exp(coefficient_location_outcome + coefficient_scale_outcome * z_outcome);
}
model {
  matrix[T, C + 1] h;
  for (u in 1:(C + 1))
    h[, u] = hill_of_adstock(media[u], first_active[u], decay[u], half_saturation[u], slope[u]);

  decay ~ beta(1, 3);
  half_saturation ~ lognormal(0, 0.7);
  slope ~ lognormal(0.2, 0.4);

  coefficient_location_mediator ~ normal(0, 0.3);
  coefficient_scale_mediator ~ normal(0, 0.7);
  z_mediator ~ std_normal();
  intercept_mediator ~ normal(-0.2, 0.4);
  control_mediator ~ normal(0, control_sd_mediator);
  trend_mediator ~ normal(0, 0.2);
  season_mediator ~ normal(0, 0.1);
  sigma_mediator ~ normal(0, 1);
  log_mediator ~ normal_id_glm(design_mediator, h[, 1:C] * coefficient_mediator,
                               append_row(append_row(append_row(intercept_mediator, control_mediator),
                                                     trend_mediator), season_mediator),
                               sigma_mediator);

  coefficient_location_outcome ~ normal(-2.7, 0.7);
  coefficient_scale_outcome ~ normal(0, 0.7);
  z_outcome ~ std_normal();
  coefficient_of_mediator ~ lognormal(-2.7, 1);
  intercept_outcome ~ normal(-0.2, 0.4);
  control_outcome ~ normal(0, control_sd_outcome);
  trend_outcome ~ normal(0, 0.2);
  season_outcome ~ normal(0, 0.1);
  sigma_outcome ~ normal(0, 0.3);
  outcome ~ normal_id_glm(design_outcome, h * append_row(coefficient_outcome, coefficient_of_mediator),
                          append_row(append_row(append_row(intercept_outcome, control_outcome),
                                                trend_outcome), season_outcome),
                          sigma_outcome);
}

// Log link: channels -> hurdle_lognormal mediator -> outcome with AR(1) residuals, geometric adstock,
// logistic saturation, a trend with knots in every equation, the active part of the mediator
// included; default priors (model.md section 6).
functions {
#include media.stan
  // (1 - exp(-a/K)) / (1 + exp(-a/K))
  vector logistic_saturation(vector a, real half_saturation) {
    return tanh(a / (2 * half_saturation));
  }

  // A random walk of steps scale * z that starts anywhere: its values less their mean.
  vector shrunken_walk(real scale, vector z) {
    vector[num_elements(z) + 1] walk = append_row(0, scale * cumulative_sum(z));
    return walk - mean(walk);
  }
}
data {
  int<lower=2> T;                              // weeks
  int<lower=1> C;                              // channels
  matrix<lower=0>[T, C + 1] source;            // channels, then the mediator; scaled
  int<lower=0, upper=1> active[T];             // whether the mediator is above 0
  vector[T] outcome;                           // ln(y / geomean(y))
  vector[T] price;                             // standardised
  int<lower=0> S;
  matrix[T, S] season;
  int<lower=2> J;                              // knots
  matrix<lower=0, upper=1>[T, J] hat;          // piecewise linear basis between them
}
transformed data {
  int n_active = sum(active);
  int amount[n_active];                        // weeks with the mediator above 0
  vector[n_active] log_amount;
  {
    int n = 0;
    for (t in 1:T)
      if (active[t]) {
        n += 1;
        amount[n] = t;
      }
  }
  log_amount = log(source[amount, C + 1]);
}
parameters {
  vector<lower=0, upper=1>[C + 1] decay;
  vector<lower=0>[C + 1] half_saturation;

  real hurdle_intercept;
  vector[C] hurdle_coefficient;
  real hurdle_control;
  vector[S] hurdle_season;
  real<lower=0> hurdle_knot_scale;
  vector[J - 1] hurdle_knot_z;

  real coefficient_location_mediator;
  real<lower=0> coefficient_scale_mediator;
  vector[C] z_mediator;
  real intercept_mediator;
  real control_mediator;
  vector[S] season_mediator;
  real<lower=0> knot_scale_mediator;
  vector[J - 1] knot_z_mediator;
  real<lower=0> sigma_mediator;

  real coefficient_location_outcome;
  real<lower=0> coefficient_scale_outcome;
  vector[C] z_outcome;
  real<lower=0> coefficient_of_mediator;
  real intercept_outcome;
  real control_outcome;
  vector[S] season_outcome;
  real<lower=0> knot_scale_outcome;
  vector[J - 1] knot_z_outcome;
  real<lower=0> sigma_outcome;
  real<lower=-1, upper=1> ar;
}
transformed parameters {
  vector[C] coefficient_mediator
    = coefficient_location_mediator + coefficient_scale_mediator * z_mediator;
  vector[C] coefficient_outcome
    = exp(coefficient_location_outcome + coefficient_scale_outcome * z_outcome);
  vector[J] hurdle_knot = shrunken_walk(hurdle_knot_scale, hurdle_knot_z);
  vector[J] knot_mediator = shrunken_walk(knot_scale_mediator, knot_z_mediator);
  vector[J] knot_outcome = shrunken_walk(knot_scale_outcome, knot_z_outcome);
}
model {
  matrix[T, C + 1] h;
  vector[T] log_odds;
  vector[T] eta_mediator;
  vector[T] residual;
  for (u in 1:(C + 1))
    h[, u] = logistic_saturation(geometric_adstock(source[, u], decay[u]), half_saturation[u]);

  decay ~ beta(1, 3);
  half_saturation ~ lognormal(0, 0.7);

  hurdle_intercept ~ normal(0, 1.5);
  hurdle_coefficient ~ std_normal();
  hurdle_control ~ normal(0, 0.5);
  hurdle_season ~ normal(0, 0.5);
  hurdle_knot_scale ~ normal(0, 0.5);
  hurdle_knot_z ~ std_normal();
  log_odds = hurdle_intercept + h[, 1:C] * hurdle_coefficient + price * hurdle_control
             + season * hurdle_season + hat * hurdle_knot;
  active ~ bernoulli_logit(log_odds);

  coefficient_location_mediator ~ normal(0, 0.3);
  coefficient_scale_mediator ~ normal(0, 0.7);
  z_mediator ~ std_normal();
  intercept_mediator ~ normal(-0.2, 0.4);
  control_mediator ~ normal(0, 0.1);
  season_mediator ~ normal(0, 0.1);
  knot_scale_mediator ~ normal(0, 0.1);
  knot_z_mediator ~ std_normal();
  sigma_mediator ~ normal(0, 1);
  eta_mediator = intercept_mediator + h[, 1:C] * coefficient_mediator + price * control_mediator
                 + season * season_mediator + hat * knot_mediator;
  log_amount ~ normal(eta_mediator[amount], sigma_mediator);

  coefficient_location_outcome ~ normal(-2.7, 0.7);
  coefficient_scale_outcome ~ normal(0, 0.7);
  z_outcome ~ std_normal();
  coefficient_of_mediator ~ lognormal(-2.7, 1);
  intercept_outcome ~ normal(-0.2, 0.4);
  control_outcome ~ normal(0, 0.1);
  season_outcome ~ normal(0, 0.1);
  knot_scale_outcome ~ normal(0, 0.1);
  knot_z_outcome ~ std_normal();
  sigma_outcome ~ normal(0, 0.3);
  ar ~ normal(0, 0.5);
  residual = outcome - (intercept_outcome + h[, 1:C] * coefficient_outcome
                          + h[, C + 1] * coefficient_of_mediator + price * control_outcome
                          + season * season_outcome + hat * knot_outcome);
  residual[1] ~ normal(0, sigma_outcome / sqrt(1 - square(ar)));
  residual[2:T] ~ normal(ar * residual[1:(T - 1)], sigma_outcome);
}

// Scaled model: media add up, demand scales them (model.md sections 4 and 9). Linear saturation, with
// or without geometric adstock, tobit mediator, linear demand with a choke price, outcome
// left-censored at its floor. The priors' numbers come with the data: the simulated weeks and the
// real ones need not share them.
functions {
#include media.stan
}
data {
  int<lower=1> T;                              // weeks
  int<lower=1> C;                              // channels
  matrix<lower=0>[T, C + 1] source;            // channels, then the mediator; scaled
  int<lower=0> D;                              // sources with carry-over
  int<lower=0, upper=D> decay_index[C + 1];    // position in decay, 0 without carry-over
  vector[T] outcome;                           // ln(y / geomean(y above the floor))
  real floor_outcome;                          // the floor on that scale
  vector<lower=0>[T] price;
  real<lower=0> reference_price;               // median
  real<lower=0> choke_price_lower;             // highest price of a week above the floor
  real<lower=choke_price_lower> choke_price_upper; // lowest of a floored week, or infinite
  int<lower=0> K_mediator;
  int<lower=0> K_outcome;
  matrix[T, K_mediator] x_mediator;            // transformed controls, price among them
  matrix[T, K_outcome] x_outcome;              // without price
  vector[T] trend;
  int<lower=0> S;
  matrix[T, S] season;
  int<lower=0, upper=T> N_zero;                // weeks with the mediator at 0, and the others
  int<lower=1, upper=T> zero[N_zero];
  int<lower=1, upper=T> positive[T - N_zero];
  int<lower=0, upper=T> N_floored;             // weeks at the floor, and above it
  int<lower=1, upper=T> floored[N_floored];
  int<lower=1, upper=T> above[T - N_floored];

  matrix[D, 2] prior_decay;                    // beta
  matrix[C, 2] prior_coefficient_mediator;     // normal
  vector[2] prior_intercept_mediator;          // normal
  matrix[K_mediator, 2] prior_control_mediator;
  vector[2] prior_trend_mediator;
  matrix[S, 2] prior_season_mediator;
  real<lower=0> prior_sigma_mediator;          // half normal
  matrix[C + 1, 2] prior_coefficient_outcome;  // lognormal
  vector[2] prior_intercept_outcome;           // lognormal
  matrix[K_outcome, 2] prior_control_outcome;  // normal
  vector[2] prior_trend_outcome;
  matrix[S, 2] prior_season_outcome;
  real<lower=0> prior_sigma_outcome;           // half normal
}
parameters {
  vector<lower=0, upper=1>[D] decay;

  vector[C] coefficient_mediator;
  real intercept_mediator;
  vector[K_mediator] control_mediator;
  real trend_mediator;
  vector[S] season_mediator;
  real<lower=0> sigma_mediator;

  vector<lower=0>[C + 1] coefficient_outcome;
  real<lower=0> intercept_outcome;
  vector[K_outcome] control_outcome;
  real trend_outcome;
  vector[S] season_outcome;
  real<lower=0> sigma_outcome;
  real<lower=choke_price_lower, upper=choke_price_upper> choke_price;
}
model {
  matrix[T, C + 1] h;
  vector[T] eta_mediator;
  vector[T] eta_outcome; // without the price response
  for (u in 1:(C + 1))
    h[, u] = decay_index[u] == 0 ? source[, u]
                                 : geometric_adstock(source[, u], decay[decay_index[u]]);

  decay ~ beta(prior_decay[, 1], prior_decay[, 2]);

  coefficient_mediator ~ normal(prior_coefficient_mediator[, 1], prior_coefficient_mediator[, 2]);
  intercept_mediator ~ normal(prior_intercept_mediator[1], prior_intercept_mediator[2]);
  control_mediator ~ normal(prior_control_mediator[, 1], prior_control_mediator[, 2]);
  trend_mediator ~ normal(prior_trend_mediator[1], prior_trend_mediator[2]);
  season_mediator ~ normal(prior_season_mediator[, 1], prior_season_mediator[, 2]);
  sigma_mediator ~ normal(0, prior_sigma_mediator);
  eta_mediator = intercept_mediator + h[, 1:C] * coefficient_mediator
                 + x_mediator * control_mediator
                 + trend * trend_mediator + season * season_mediator;
  source[positive, C + 1] ~ normal(eta_mediator[positive], sigma_mediator);
  target += normal_lcdf(rep_vector(0, N_zero) | eta_mediator[zero], sigma_mediator);

  coefficient_outcome ~ lognormal(prior_coefficient_outcome[, 1], prior_coefficient_outcome[, 2]);
  intercept_outcome ~ lognormal(prior_intercept_outcome[1], prior_intercept_outcome[2]);
  control_outcome ~ normal(prior_control_outcome[, 1], prior_control_outcome[, 2]);
  trend_outcome ~ normal(prior_trend_outcome[1], prior_trend_outcome[2]);
  season_outcome ~ normal(prior_season_outcome[, 1], prior_season_outcome[, 2]);
  sigma_outcome ~ normal(0, prior_sigma_outcome);
  // Between finite bounds the choke price is uniform; else ln(P0 / L) ~ Exponential(5).
  if (is_inf(choke_price_upper))
    choke_price ~ pareto(choke_price_lower, 5);

  eta_outcome = log(intercept_outcome + h * coefficient_outcome)
                + x_outcome * control_outcome
                + trend * trend_outcome + season * season_outcome
                - log(choke_price - reference_price);
  outcome[above] ~ normal(eta_outcome[above] + log(choke_price - price[above]), sigma_outcome);
  for (t in floored)
    if (price[t] < choke_price) // beyond it demand is 0 and the floor is certain
      target += normal_lcdf(floor_outcome | eta_outcome[t] + log(choke_price - price[t]),
                            sigma_outcome);
}

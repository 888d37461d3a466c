# Checks a Stan program without Tributary: simulates weeks in R from the truth of a specification,
# fits them and prints how many true values lie inside their 90 % intervals.
#
#   Rscript recover.R PROGRAM.stan SPEC.json

arguments <- commandArgs(trailingOnly = TRUE)
script <- sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))
source(file.path(dirname(script), "model.R"))

model <- fromJSON(arguments[2], simplifyVector = FALSE)
n <- nodes(model)
names <- contract_names(model)
set.seed(model$truth$seed)
weeks <- model$truth$weeks
true <- lapply(names, function(parameters) {
  known <- intersect(parameters, base::names(model$truth$parameters))
  setNames(as.numeric(model$truth$parameters[known]), known)
})

run <- list(model = model, data = data.frame(row.names = seq_len(weeks)))
run$data[[model$data$date]] <- as.Date(model$truth$start) + 7 * (seq_len(weeks) - 1)
for (entry in model$channels) {
  s <- model$truth$sources[[name_of(entry)]]
  run$data[[entry$column]] <- (runif(weeks) < s$active) * s$level * rlnorm(weeks, 0, s$spread)
}
for (control in Filter(function(control) !grepl(":", control$column), model$controls)) {
  c <- model$truth$controls[[control$column]]
  run$data[[control$column]] <- if (identical(control$transform, "indicator")) {
    as.numeric(runif(weeks) < c$mean)
  } else {
    innovations <- rnorm(weeks) * c(1, rep(sqrt(1 - c$ar^2), weeks - 1))
    c$mean + c$sd * as.numeric(stats::filter(innovations, c$ar, "recursive"))
  }
}

# Media of each source after carry-over and saturation.
media <- function() {
  scaled <- scaled_sources(run)
  sapply(colnames(scaled), function(name) {
    decay <- true$decay[paste0("decay_", name)]
    a <- scaled[, name]
    if (!is.na(decay)) a <- (1 - decay) * as.numeric(stats::filter(a, decay, "recursive"))
    slope <- true$slope[paste0("slope_", name)]
    if (is.na(slope)) a else a^slope / (a^slope + true$half_saturation[paste0("half_saturation_", name)]^slope)
  })
}

demand <- function(role) {
  time <- time_terms(run)
  as.numeric(controls_of(run, n[[role]])$x %*% true[[paste0("control_", role)]]
    + time$trend * true[[paste0("trend_", role)]] + time$season %*% true[[paste0("season_", role)]])
}

# The mediator first; its scale is known once it is there.
mediator <- model$mediators[[1]]
run$data[[mediator$column]] <- 1
m <- true$intercept_mediator + media()[, n$channels] %*% true$coefficient_mediator + demand("mediator") +
  true$sigma_mediator * rnorm(weeks)
if (identical(mediator$family, "tobit")) m <- pmax(m, 0)
run$data[[mediator$column]] <- as.numeric(m)
scale <- median(m[m > 0])
for (stem in paste0(c("intercept", "coefficient", "control", "trend", "season", "sigma"), "_mediator")) {
  true[[stem]] <- true[[stem]] / scale
}

acting <- true$intercept_outcome + as.numeric(media() %*% true$coefficient_outcome)
for (path in activity_paths(model)) acting <- acting + true$activity * (scaled_sources(run)[, path$from] > 0)
if (identical(model$outcome$composition, "scaled")) acting <- log(acting)
eta <- acting + demand("outcome")
for (control in Filter(has_price_response, model$controls)) {
  price <- run$data[[control$column]]
  eta <- eta + log(pmax(0, true$choke_price - price) / (true$choke_price - median(price)))
}
noise <- true$sigma_outcome * if (identical(model$outcome$family, "student_t")) rt(weeks, true$nu_outcome) else rnorm(weeks)
y <- eta + noise
column <- model$outcome$column
if (identical(model$outcome$link, "log")) {
  run$data[[column]] <- pmax(model$truth$outcome$level * exp(y), model$outcome$floor %||% 0)
  shift <- log(model$truth$outcome$level) - mean(log(run$data[[column]]) - outcome_scale(run)$y)
  if (identical(model$outcome$composition, "scaled")) {
    for (stem in c("intercept_outcome", "coefficient_outcome")) true[[stem]] <- true[[stem]] * exp(shift)
  } else {
    true$intercept_outcome <- true$intercept_outcome + shift
  }
} else {
  run$data[[column]] <- y * model$truth$outcome$level
  for (stem in grep("_outcome$", base::names(true), value = TRUE)) true[[stem]] <- true[[stem]] / mean(y)
}

data <- stan_data(run)
cat(sprintf("%d weeks, mediator 0 in %d, outcome at its floor in %d\n", weeks, data$N_zero, data$N_floored))
if (length(data$price)) cat(sprintf("choke price in (%g, %g)\n", data$choke_price_lower, data$choke_price_upper))
fit <- stan(arguments[1], data = data, chains = 4, iter = 1500, warmup = 750, seed = 1, refresh = 0,
  control = list(adapt_delta = 0.95))
summary <- summarise_draws(renamed(fit, names), "mean", "sd", ~ quantile(.x, c(0.05, 0.95)), "rhat", "ess_bulk")
summary$true <- unlist(unname(true))[summary$variable]
summary$inside <- summary$true >= summary$`5%` & summary$true <= summary$`95%`
print(as.data.frame(summary), digits = 3)
cat(sprintf("%d divergences; %d of %d true values inside their 90 %% intervals\n", get_num_divergent(fit),
  sum(summary$inside, na.rm = TRUE), sum(!is.na(summary$inside))))

# From a run directory to the data of a Stan program and back to Tributary's parameter names.
# Written from the model's specification alone, as an independent check: scales, transforms, priors.

suppressPackageStartupMessages({
  library(jsonlite)
  library(rstan)
  library(posterior)
})
options(mc.cores = 1)
# Debian ships Boost without r-cran-bh's folder "include".
if (rstan_options("boost_lib") == "") rstan_options(boost_lib = "/usr/include")

`%||%` <- function(a, b) if (is.null(a)) b else a

read_run <- function(directory) {
  model <- fromJSON(file.path(directory, "model.json"), simplifyVector = FALSE)
  list(model = model, data = read.csv(file.path(directory, model$data$file), check.names = FALSE))
}

name_of <- function(entry) entry$name %||% gsub(":", "_x_", entry$column)

# Names of the nodes, in the order of the Stan programs: the channels, then the one mediator.
nodes <- function(model) {
  stopifnot(length(model$mediators) == 1)
  channels <- vapply(model$channels, name_of, "")
  mediator <- name_of(model$mediators[[1]])
  list(
    channels = channels, mediator = mediator, sources = c(channels, mediator),
    outcome = name_of(model$outcome)
  )
}

standardize <- function(x) (x - mean(x)) / sd(x)

transform_column <- function(x, transform) {
  switch(transform,
    standardize = standardize(x),
    log_standardize = standardize(log(x)),
    log = log(x),
    indicator = ,
    none = x
  )
}

# Sources over their median active week, one column per source.
scaled_sources <- function(run) {
  entries <- c(run$model$channels, run$model$mediators)
  scaled <- sapply(entries, function(entry) {
    x <- run$data[[entry$column]]
    x / median(x[x > 0])
  })
  colnames(scaled) <- nodes(run$model)$sources
  scaled
}

# One control as the equations see it: its column and its kind, which decides the prior. A product
# multiplies transformed controls and scaled sources.
control_term <- function(run, control) {
  single <- function(name) {
    for (other in run$model$controls) {
      if (name %in% c(other$column, other$name)) {
        transform <- other$transform %||% "standardize"
        kind <- switch(transform, indicator = "indicator", log = , none = "raw", "standardized")
        return(list(x = transform_column(run$data[[other$column]], transform), kind = kind))
      }
    }
    for (entry in c(run$model$channels, run$model$mediators)) {
      if (name %in% c(entry$column, entry$name)) {
        return(list(x = scaled_sources(run)[, name_of(entry)], kind = "source"))
      }
    }
    stop("no control or source named ", name)
  }
  if (!grepl(":", control$column)) return(single(control$column))
  factors <- lapply(strsplit(control$column, ":")[[1]], single)
  kinds <- vapply(factors, `[[`, "", "kind")
  list(
    x = factors[[1]]$x * factors[[2]]$x,
    kind = if (all(kinds == "indicator")) "indicator" else if ("raw" %in% kinds) "raw" else "standardized"
  )
}

has_price_response <- function(control) (control$price_response %||% "none") != "none"

# The controls of one equation. A price response is a term of its own in the outcome's.
controls_into <- function(model, node) {
  n <- nodes(model)
  Filter(function(control) {
    node %in% unlist(control$into %||% c(n$mediator, n$outcome)) &&
      (node != n$outcome || !has_price_response(control))
  }, model$controls)
}

# Columns and kinds of the controls of one equation.
controls_of <- function(run, node) {
  scaled <- node == nodes(run$model)$outcome && identical(run$model$outcome$composition, "scaled")
  controls <- controls_into(run$model, node)
  terms <- lapply(controls, control_term, run = run)
  columns <- Map(function(control, term) {
    # In a scaled model every term of demand is 0 at its reference.
    centre <- scaled && (control$transform %||% "standardize") %in% c("none", "log")
    if (centre) term$x - mean(term$x) else term$x
  }, controls, terms)
  list(
    x = matrix(as.numeric(unlist(columns)), nrow = nrow(run$data)),
    kinds = vapply(terms, `[[`, "", "kind")
  )
}

# The outcome on the model's scale, the floor on it, and which weeks are at the floor.
outcome_scale <- function(run) {
  y <- run$data[[run$model$outcome$column]]
  if (identical(run$model$outcome$link %||% "identity", "identity")) {
    return(list(y = y / mean(y), floored = rep(FALSE, length(y))))
  }
  floor <- run$model$outcome$floor %||% 0
  geomean <- exp(mean(log(y[y > floor])))
  list(y = log(pmax(y, floor) / geomean), floor = log(floor / geomean), floored = y <= floor)
}

time_terms <- function(run) {
  days <- as.numeric(as.Date(run$data[[run$model$data$date]]))
  order <- run$model$seasonality$order %||% 3
  period <- run$model$seasonality$period %||% 365.25
  angles <- outer(2 * pi * days / period, seq_len(order))
  # sine and cosine of the first harmonic, then of the second, ...
  season <- cbind(sin(angles), cos(angles))[, as.vector(rbind(seq_len(order), order + seq_len(order)))]
  list(trend = seq(-1, 1, length.out = length(days)), season = season)
}

# The choke price lies above the highest price that sold more than the floor and, if the weeks allow
# it, below the lowest price that did not.
price_response <- function(run, floored) {
  control <- Find(has_price_response, run$model$controls)
  if (is.null(control)) return(list())
  stopifnot(control$price_response == "linear_demand")
  price <- run$data[[control$column]]
  lower <- max(price[!floored])
  upper <- suppressWarnings(min(price[floored]))
  list(
    price = price, reference_price = median(price),
    choke_price_lower = lower, choke_price_upper = if (upper > lower) upper else Inf
  )
}

# Numbers of a parameter's prior: the most specific of the configuration's patterns that fits, else
# the default. The form must be the one that the Stan program has.
prior <- function(model, parameter, default) {
  given <- model$priors
  if (!is.list(given)) given <- list()
  fits <- vapply(names(given), function(pattern) grepl(glob2rx(pattern), parameter), NA)
  given <- given[fits]
  literal <- nchar(gsub("*", "", names(given), fixed = TRUE))
  text <- if (length(given)) given[[which.max(literal)]] else default
  form <- function(text) sub("\\(.*", "", text)
  if (form(text) != form(default)) stop(parameter, ": ", text, " is not of the form ", default)
  as.numeric(strsplit(gsub("^[a-z_]+\\(|\\)$", "", text), ",")[[1]])
}

prior_data <- function(run) {
  parameters <- contract_names(run$model)
  table <- function(stem, defaults) {
    names <- parameters[[stem]]
    rows <- mapply(prior, parameter = names, default = rep_len(defaults, length(names)),
      MoreArgs = list(model = run$model), SIMPLIFY = FALSE)
    matrix(as.numeric(unlist(rows)), ncol = 2, byrow = TRUE)
  }
  one <- function(stem, default) array(prior(run$model, parameters[[stem]], default))
  kinds <- function(node) {
    c(standardized = "normal(0, 0.1)", indicator = "normal(0, 0.3)", raw = "normal(0, 1)")[
      controls_of(run, nodes(run$model)[[node]])$kinds]
  }
  list(
    prior_decay = table("decay", "beta(1, 3)"),
    prior_coefficient_mediator = table("coefficient_mediator", "normal(0, 0.75)"),
    prior_intercept_mediator = one("intercept_mediator", "normal(0.5, 1)"),
    prior_control_mediator = table("control_mediator", kinds("mediator")),
    prior_trend_mediator = one("trend_mediator", "normal(0, 0.2)"),
    prior_season_mediator = table("season_mediator", "normal(0, 0.1)"),
    prior_sigma_mediator = prior(run$model, parameters$sigma_mediator, "half_normal(1)"),
    prior_coefficient_outcome = table("coefficient_outcome", "lognormal(-2.7, 1)"),
    prior_intercept_outcome = one("intercept_outcome", "lognormal(-0.3, 0.5)"),
    prior_control_outcome = table("control_outcome", kinds("outcome")),
    prior_trend_outcome = one("trend_outcome", "normal(0, 0.2)"),
    prior_season_outcome = table("season_outcome", "normal(0, 0.1)"),
    prior_sigma_outcome = prior(run$model, parameters$sigma_outcome, "half_normal(0.3)")
  )
}

has_decay <- function(model) {
  vapply(c(model$channels, model$mediators), function(entry) {
    adstock <- entry$adstock %||% "geometric"
    stopifnot(adstock %in% c("geometric", "none"))
    adstock == "geometric"
  }, NA)
}

activity_paths <- function(model) Filter(function(path) is.list(path) && isTRUE(path$activity), model$paths)

# Everything that the three programs declare; each takes what it needs.
stan_data <- function(run) {
  model <- run$model
  source <- scaled_sources(run)
  outcome <- outcome_scale(run)
  time <- time_terms(run)
  mediator_controls <- controls_of(run, nodes(model)$mediator)
  outcome_controls <- controls_of(run, nodes(model)$outcome)
  control_sd <- c(standardized = 0.1, indicator = 0.3, raw = 1)
  decays <- has_decay(model)
  zero <- source[, nodes(model)$mediator] == 0
  data <- list(
    T = nrow(source), C = length(model$channels), source = unname(source),
    first_active = apply(source > 0, 2, function(active) which(active)[1]),
    D = sum(decays), decay_index = ifelse(decays, cumsum(decays), 0),
    outcome = outcome$y, floor_outcome = outcome$floor,
    K_mediator = ncol(mediator_controls$x), x_mediator = mediator_controls$x,
    control_sd_mediator = array(control_sd[mediator_controls$kinds]),
    K_outcome = ncol(outcome_controls$x), x_outcome = outcome_controls$x,
    control_sd_outcome = array(control_sd[outcome_controls$kinds]),
    trend = time$trend, S = ncol(time$season), season = time$season,
    N_zero = sum(zero), zero = array(which(zero)), positive = array(which(!zero)),
    N_floored = sum(outcome$floored),
    floored = array(which(outcome$floored)), above = array(which(!outcome$floored))
  )
  for (path in activity_paths(model)) data$active <- as.numeric(source[, path$from] > 0)
  data <- c(data, price_response(run, outcome$floored))
  if (length(data$price)) c(data, prior_data(run)) else data
}

# The one place where names are translated: a Stan parameter's elements to Tributary's parameters.
contract_names <- function(model) {
  n <- nodes(model)
  season <- seq_len(2 * (model$seasonality$order %||% 3))
  names <- list(
    decay = paste0("decay_", n$sources[has_decay(model)], recycle0 = TRUE),
    half_saturation = paste0("half_saturation_", n$sources),
    slope = paste0("slope_", n$sources),
    coefficient_of_mediator = paste0("coefficient_", n$mediator, "_to_", n$outcome),
    nu_outcome = paste0("nu_", n$outcome),
    choke_price = paste0("choke_price_", n$outcome)
  )
  for (path in activity_paths(model)) names$activity <- paste0("activity_", path$from, "_to_", path$to)
  for (role in c("mediator", "outcome")) {
    node <- n[[role]]
    group <- paste0(if (role == "mediator") "paid_signed_into_" else "paid_positive_into_", node)
    from <- if (role == "mediator") n$channels else n$sources
    names[[paste0("coefficient_", role)]] <- paste0("coefficient_", from, "_to_", node)
    names[[paste0("coefficient_location_", role)]] <- paste0("coefficient_location_", group)
    names[[paste0("coefficient_scale_", role)]] <- paste0("coefficient_scale_", group)
    names[[paste0("intercept_", role)]] <- paste0("intercept_", node)
    names[[paste0("control_", role)]] <-
      paste0("control_", vapply(controls_into(model, node), name_of, ""), "_to_", node, recycle0 = TRUE)
    names[[paste0("trend_", role)]] <- paste0("trend_", node, ".1")
    names[[paste0("season_", role)]] <- paste0("season_", node, ".", season)
    names[[paste0("sigma_", role)]] <- paste0("sigma_", node)
  }
  names
}

# Stan's draws under Tributary's names.
renamed <- function(fit, names) {
  draws <- as_draws_array(fit)
  stan <- setdiff(variables(draws), "lp__")
  stem <- sub("\\[.*", "", stan)
  index <- ifelse(grepl("[", stan, fixed = TRUE), as.integer(gsub("\\D", "", sub(".*\\[", "", stan))), 1L)
  keep <- stem %in% names(names)
  draws <- subset_draws(draws, variable = stan[keep])
  variables(draws) <- mapply(function(stem, index) names[[stem]][index], stem[keep], index[keep])
  draws
}

# Tributary's draws: the columns between the sampler's own and the effects.
read_draws <- function(directory) {
  files <- list.files(file.path(directory, "draws"), "^chain-[0-9]+\\.csv$", full.names = TRUE)
  chains <- lapply(files, read.csv, comment.char = "#", check.names = FALSE)
  sampler <- grep("(?<!lp)__$", names(chains[[1]]), perl = TRUE, value = TRUE)
  effects <- grep("^(direct|indirect|total)_", names(chains[[1]]), value = TRUE)
  chains <- lapply(chains, function(chain) as_draws_matrix(as.matrix(chain[setdiff(names(chain), c(sampler, effects))])))
  do.call(bind_draws, c(lapply(chains, as_draws_array), along = "chain"))
}

# The Stan programs that posteriors.R and speed.R compare with Tributary: the data of each, the names of
# its parameters, and what the comparison of densities and of draws needs. Sourced after model.R.

# What counts as the same: z in units of its standard error, densities but for a constant, derivatives.
limit <- 4
density_tolerance <- 1e-9
gradient_tolerance <- 1e-7

# Columns of the data, per head and over the median of what is positive.
per_head <- function(x, population) {
  x <- x / population
  x / median(x[x > 0])
}

# From -1 in the first week to 1 in the last.
panel_trend <- function(week) {
  days <- as.numeric(as.Date(week))
  2 * (days - min(days)) / diff(range(days)) - 1
}

arrows <- function(from, to) paste0(from, "_to_", to)
by_number <- function(stem, n) paste0(stem, ".", seq_len(n))

# Names of what both equations of both programs have: intercept, control and season.
common_names <- function(prefix, node, role) {
  setNames(
    list(
      paste0(prefix, "intercept_", node), paste0(prefix, "control_price_to_", node),
      by_number(paste0(prefix, "season_", node), 2)
    ),
    paste0(c("intercept", "control", "season"), "_", role)
  )
}

group_names <- function(group, role) {
  setNames(
    as.list(paste0(c("coefficient_location_", "coefficient_scale_"), group)),
    paste0(c("coefficient_location_", "coefficient_scale_"), role)
  )
}

# Carry-over and saturation of some sources.
curve_names <- function(sources) {
  setNames(lapply(c("decay_", "half_saturation_", "slope_"), paste0, sources), c("decay", "half_saturation", "slope"))
}

# What varies by market in an equation: coefficients as a matrix with a row per market, and intercepts.
market_names <- function(G, node, from, role) {
  paths <- arrows(from, node)
  setNames(
    list(
      paste0("geo_scale_", paths), sapply(paste0("geo_coefficient_", paths), by_number, n = G, USE.NAMES = FALSE),
      paste0("geo_scale_intercept_", node), by_number(paste0("geo_intercept_", node), G)
    ),
    paste0(c("geo_scale_", "geo_coefficient_", "geo_scale_intercept_", "geo_intercept_"), role)
  )
}

# The standardised coefficients of the channels, which are pooled in every program.
pooled_z <- function(p) {
  channels <- seq_along(p$coefficient_mediator)
  list(
    z_mediator = (p$coefficient_mediator - p$coefficient_location_mediator) / p$coefficient_scale_mediator,
    z_outcome = (log(p$coefficient_outcome[channels]) - p$coefficient_location_outcome) / p$coefficient_scale_outcome
  )
}

# Each entry: Stan's metric, a Stan program's data, the Tributary names of its parameters in their
# shapes, and the parameters which it has beside them, given the values of these. The panel's levels,
# intercepts and coefficients are too correlated for a diagonal metric: trees of depth 10.
programs <- list()

programs$panel <- list(
  metric = "dense_e",
  data = function(run) {
    d <- run$data
    rows <- split(seq_len(nrow(d)), factor(d$market, unique(d$market)))
    stopifnot(identical(unlist(rows, use.names = FALSE), seq_len(nrow(d))))
    media <- cbind(
      per_head(d$tv_spend, d$population), per_head(d$social_spend, d$population),
      per_head(d$display_spend, d$population)
    )
    lagged <- sapply(0:4, function(lag) {
      unlist(lapply(rows, function(i) c(rep(0, lag), head(media[i, 2], length(i) - lag))))
    })
    per_capita <- d$revenue / d$population
    list(
      N = nrow(d), G = length(rows), market = rep(seq_along(rows), lengths(rows)),
      first = vapply(rows, min, 0L), last = vapply(rows, max, 0L),
      C = 3, delayed = 2, L = 4, media = media, lagged = unname(lagged),
      mediator = per_head(d$search_spend, d$population), outcome = per_capita / mean(per_capita),
      price = standardize(d$price), trend = panel_trend(d$week),
      S = 2, season = time_terms(run)$season[, 1:2]
    )
  },
  names = function(run) {
    G <- length(unique(run$data$market))
    channels <- c("tv", "social", "display")
    equation <- function(role, node, from, group) {
      c(
        common_names("", node, role), group_names(group, role), market_names(G, node, from, role),
        setNames(list(paste0("coefficient_", arrows(from, node)), paste0("trend_", node, ".1")), paste0(c("coefficient_", "trend_"), role))
      )
    }
    c(
      curve_names(channels), list(peak = "peak_social", sigma_mediator = "sigma_search", sigma_outcome = by_number("sigma_revenue", G)),
      equation("mediator", "search", channels, "paid_signed_into_search"),
      equation("outcome", "revenue", c(channels, "search"), "paid_positive_into_revenue")
    )
  },
  others = function(p) {
    geo_z <- function(by_geo, common, scale) sweep(sweep(by_geo, 2, common), 2, scale, "/")
    c(pooled_z(p), list(
      coefficient_of_mediator = p$coefficient_outcome[4],
      geo_z_mediator = geo_z(p$geo_coefficient_mediator, p$coefficient_mediator, p$geo_scale_mediator),
      geo_z_outcome = geo_z(log(p$geo_coefficient_outcome), log(p$coefficient_outcome), p$geo_scale_outcome)
    ))
  }
)

programs$regional <- list(
  metric = "diag_e",
  data = function(run) {
    d <- run$data
    G <- length(unique(d$market))
    weeks <- nrow(d) / G
    stopifnot(identical(d$market, rep(unique(d$market), each = weeks)))
    columns <- vapply(run$model$channels, `[[`, "", "column")
    media <- vapply(columns, function(column) matrix(per_head(d[[column]], d$population), weeks), matrix(0, weeks, G))
    media <- aperm(unname(media), c(2, 3, 1)) # markets, channels, weeks
    per_capita <- d$revenue / d$population
    time <- time_terms(run)
    season <- time$season[, 1:4]
    list(
      T = weeks, G = G, C = length(columns), media = media,
      first_active = apply(media > 0, 1:2, function(active) which(active)[1]),
      mediator = per_head(d$search_spend, d$population), outcome = per_capita / mean(per_capita),
      K = 6, x = cbind(standardize(d$price), panel_trend(d$week), season), x_sd = c(0.1, 0.2, rep(0.1, 4))
    )
  },
  names = function(run) {
    G <- length(unique(run$data$market))
    channels <- nodes(run$model)$channels
    equation <- function(role, node, from, group) {
      markets <- market_names(G, node, from, role)
      coefficients <- paste0("geo_coefficient_", role)
      markets[[coefficients]] <- t(markets[[coefficients]]) # in the program a row per source
      c(group_names(group, role), markets, setNames(
        list(
          paste0("coefficient_", arrows(channels, node)), paste0("intercept_", node), paste0("sigma_", node),
          c(paste0("control_price_to_", node), paste0("trend_", node, ".1"), by_number(paste0("season_", node), 4))
        ),
        paste0(c("coefficient_", "intercept_", "sigma_", "b_"), role)
      ))
    }
    c(
      curve_names(channels), list(coefficient_of_mediator = "coefficient_search_to_revenue"),
      equation("mediator", "search", channels, "paid_signed_into_search"),
      equation("outcome", "revenue", c(channels, "search"), "paid_positive_into_revenue")
    )
  },
  others = function(p) {
    common <- log(c(p$coefficient_outcome, p$coefficient_of_mediator))
    c(pooled_z(p), list(
      geo_z_mediator = (p$geo_coefficient_mediator - p$coefficient_mediator) / p$geo_scale_mediator,
      geo_z_outcome = (log(p$geo_coefficient_outcome) - common) / p$geo_scale_outcome
    ))
  }
)

programs$national <- list(
  metric = "diag_e",
  data = stan_data,
  names = function(run) {
    all <- contract_names(run$model)
    all$coefficient_outcome <- paste0("coefficient_", arrows(nodes(run$model)$channels, nodes(run$model)$outcome))
    all[setdiff(base::names(all), c("nu_outcome", "choke_price"))]
  },
  others = pooled_z
)

programs$hurdle_ar_knots <- list(
  metric = "diag_e",
  data = function(run) {
    d <- run$data
    weeks <- nrow(d)
    knots <- run$model$trend$knots
    at <- seq(1, weeks, length.out = knots)
    list(
      T = weeks, C = 2, source = sapply(d[c("tv_spend", "social_spend", "search_spend")], per_head, 1),
      active = as.integer(d$search_spend > 0), outcome = log(d$revenue) - mean(log(d$revenue)),
      price = standardize(d$price), S = 2, season = time_terms(run)$season[, 1:2],
      J = knots, hat = sapply(seq_len(knots), function(k) approx(at, seq_len(knots) == k, seq_len(weeks))$y)
    )
  },
  names = function(run) {
    knots <- run$model$trend$knots
    channels <- c("tv", "social")
    sources <- c(channels, "search")
    walk <- function(prefix, node, role) {
      setNames(
        list(by_number(paste0(prefix, "knot_", node), knots), paste0(prefix, "knot_scale_", node)),
        paste0(c("knot_", "knot_scale_"), role)
      )
    }
    hurdle <- c(common_names("hurdle_", "search", ""), walk("hurdle_", "search", ""))
    c(
      list(
        decay = paste0("decay_", sources), half_saturation = paste0("half_saturation_", sources),
        hurdle_coefficient = paste0("hurdle_coefficient_", arrows(channels, "search")),
        coefficient_mediator = paste0("coefficient_", arrows(channels, "search")),
        coefficient_outcome = paste0("coefficient_", arrows(channels, "revenue")),
        coefficient_of_mediator = "coefficient_search_to_revenue",
        sigma_mediator = "sigma_search", sigma_outcome = "sigma_revenue", ar = "ar_revenue"
      ),
      setNames(hurdle, paste0("hurdle_", sub("_$", "", base::names(hurdle)))),
      common_names("", "search", "mediator"), group_names("paid_signed_into_search", "mediator"),
      walk("", "search", "mediator"),
      common_names("", "revenue", "outcome"), group_names("paid_positive_into_revenue", "outcome"),
      walk("", "revenue", "outcome")
    )
  },
  others = function(p) {
    c(pooled_z(p), list(
      hurdle_knot_z = diff(p$hurdle_knot) / p$hurdle_knot_scale,
      knot_z_mediator = diff(p$knot_mediator) / p$knot_scale_mediator,
      knot_z_outcome = diff(p$knot_outcome) / p$knot_scale_outcome
    ))
  }
)

# A compiled program, or a sampled one, kept in a folder until what it is made from changes.
kept <- function(folder, what, from, make) {
  key <- unname(tools::md5sum(from))
  file <- file.path(folder, paste0(what, ".rds"))
  old <- if (file.exists(file)) readRDS(file)
  if (identical(old$key, key)) return(old$value)
  value <- make()
  saveRDS(list(key = key, value = value), file)
  value
}

# The files that a program is made of: its own and what it includes.
code_of <- function(here, name) {
  folder <- if (name == "national") file.path(here, "..", "nuts", "stan") else here
  file.path(c(folder, here), c(paste0(name, ".stan"), "media.stan"))
}

compiled_program <- function(here, name) {
  stan_model(stanc_ret = stanc_builder(code_of(here, name)[1], isystem = here), model_name = name)
}

# Stan's unconstrained coordinates at values of Tributary's parameters (a vector with names).
stan_coordinates <- function(fit, names, others, values) {
  p <- lapply(names, function(elements) {
    x <- unname(values[elements])
    dim(x) <- dim(elements)
    x
  })
  p <- c(p, others(p))
  dims <- fit@par_dims[intersect(base::names(fit@par_dims), base::names(p))]
  p <- Map(function(dim, x) if (length(dim)) array(x, dim) else x[1], dims, p[base::names(dims)])
  unconstrain_pars(fit, p)
}

# Stan's log density there, with Jacobian.
stan_density <- function(fit, names, others, values) {
  log_prob(fit, stan_coordinates(fit, names, others, values), adjust_transform = TRUE)
}

# Stan's log densities at the points of LogDensities.java, and how far they are from Tributary's but for a
# constant, relative to the density; and how far apart the two derivatives along the curves are. A
# curve is a straight line in Tributary's coordinates; its tangent in Stan's is a central difference of
# fourth order of the reported parameters, so that no Jacobian between the two has to be written down.
compared_at_points <- function(fit, names, others, points) {
  coordinates <- function(row) stan_coordinates(fit, names, others, setNames(row, points$names))
  along <- function(curve, gradient) {
    u <- apply(curve$parameters, 1, coordinates) # a column per step: -2, -1, 1, 2
    tangent <- as.numeric(u %*% c(1, -8, 8, -1)) / (12 * points$step)
    abs(sum(gradient * tangent) - curve$derivative) / (1 + abs(curve$derivative))
  }
  at <- lapply(points$points, function(point) {
    u <- coordinates(point$parameters)
    gradient <- as.numeric(grad_log_prob(fit, u, adjust_transform = TRUE))
    list(
      density = log_prob(fit, u, adjust_transform = TRUE), differ = max(vapply(point$curves, along, 0, gradient))
    )
  })
  stan <- vapply(at, `[[`, 0, "density")
  list(
    stan = stan, density = inconstancy(vapply(points$points, `[[`, 0, "logDensity"), stan),
    gradient = max(vapply(at, `[[`, 0, "differ"))
  )
}

# The file that LogDensities.java writes.
read_points <- function(file) fromJSON(file, simplifyDataFrame = FALSE)

# How far the difference of two log densities is from constant, relative to the density.
inconstancy <- function(ours, stan) {
  difference <- ours - stan
  max(abs(difference - median(difference)) / pmax(1, abs(stan)))
}

# Stan's draws under Tributary's names.
named_draws <- function(fit, names) {
  labels <- function(stem, elements) {
    if (!length(fit@par_dims[[stem]])) return(stem)
    index <- which(array(TRUE, fit@par_dims[[stem]]), arr.ind = TRUE)
    paste0(stem, "[", apply(index, 1, paste, collapse = ","), "]")
  }
  ours <- setNames(unlist(names), unlist(Map(labels, base::names(names), names)))
  draws <- subset_draws(as_draws_array(fit), variable = base::names(ours))
  variables(draws) <- unname(ours[variables(draws)])
  draws
}

# Mean, sd and two quantiles of every parameter, with their Monte-Carlo errors.
figures <- function(draws) {
  summarise_draws(
    draws, "mean", "sd", "mcse_mean", "mcse_sd", "rhat", "ess_bulk",
    q05 = ~ quantile(.x, 0.05, names = FALSE), q95 = ~ quantile(.x, 0.95, names = FALSE),
    mcse_q05 = ~ mcse_quantile(.x, 0.05, names = FALSE), mcse_q95 = ~ mcse_quantile(.x, 0.95, names = FALSE)
  )
}

compared <- function(ours, stan) {
  stopifnot(setequal(variables(ours), variables(stan)))
  a <- figures(ours)
  b <- figures(stan)
  b <- b[match(a$variable, b$variable), ]
  z <- function(what) (a[[what]] - b[[what]]) / sqrt(a[[paste0("mcse_", what)]]^2 + b[[paste0("mcse_", what)]]^2)
  data.frame(
    parameter = a$variable, mean_ours = a$mean, mean_stan = b$mean, z_mean = z("mean"),
    sd_ours = a$sd, sd_stan = b$sd, z_sd = z("sd"), z_q05 = z("q05"), z_q95 = z("q95"),
    rhat = pmax(a$rhat, b$rhat), ess = pmin(a$ess_bulk, b$ess_bulk)
  )
}


# A configuration of posteriors.sh in Tributary and in Stan: the log densities at random points and at
# draws, then the posteriors, parameter by parameter.
#
#   Rscript posteriors.R FOLDER [RESULT.md [REFERENCE.csv]]
#
# FOLDER has the name of the program and holds model.json, data.csv, points.json (LogDensities.java)
# and run/. Exit status 1 if a density differs by more than a constant or some |z| >= 4.

script <- sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))
here <- dirname(normalizePath(script))
source(file.path(here, "model.R"))
options(mc.cores = as.integer(Sys.getenv("MC_CORES", "2")))

arguments <- commandArgs(trailingOnly = TRUE)
folder <- arguments[1]
name <- basename(folder)
limit <- 4
density_tolerance <- 1e-9

# Columns of the data, per head and over the median of what is positive.
per_head <- function(x, population) {
  x <- x / population
  x / median(x[x > 0])
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
    days <- as.numeric(as.Date(d$week))
    lagged <- sapply(0:4, function(lag) {
      unlist(lapply(rows, function(i) c(rep(0, lag), head(media[i, 2], length(i) - lag))))
    })
    per_capita <- d$revenue / d$population
    list(
      N = nrow(d), G = length(rows), market = rep(seq_along(rows), lengths(rows)),
      first = vapply(rows, min, 0L), last = vapply(rows, max, 0L),
      C = 3, delayed = 2, L = 4, media = media, lagged = unname(lagged),
      mediator = per_head(d$search_spend, d$population), outcome = per_capita / mean(per_capita),
      price = standardize(d$price), trend = 2 * (days - min(days)) / diff(range(days)) - 1,
      S = 2, season = time_terms(run)$season[, 1:2]
    )
  },
  names = function(run) {
    G <- length(unique(run$data$market))
    channels <- c("tv", "social", "display")
    by_geo <- function(stems) sapply(stems, by_number, n = G, USE.NAMES = FALSE)
    equation <- function(role, node, from, group) {
      paths <- arrows(from, node)
      c(
        common_names("", node, role), group_names(group, role),
        setNames(
          list(
            paste0("coefficient_", paths), paste0("geo_scale_", paths),
            by_geo(paste0("geo_coefficient_", paths)), paste0("geo_scale_intercept_", node),
            by_number(paste0("geo_intercept_", node), G), paste0("trend_", node, ".1")
          ),
          paste0(c(
            "coefficient", "geo_scale", "geo_coefficient", "geo_scale_intercept", "geo_intercept", "trend"
          ), "_", role)
        )
      )
    }
    c(
      list(
        decay = paste0("decay_", channels), peak = "peak_social",
        half_saturation = paste0("half_saturation_", channels), slope = paste0("slope_", channels),
        sigma_mediator = "sigma_search", sigma_outcome = by_number("sigma_revenue", G)
      ),
      equation("mediator", "search", channels, "paid_signed_into_search"),
      equation("outcome", "revenue", c(channels, "search"), "paid_positive_into_revenue")
    )
  },
  others = function(p) {
    geo_z <- function(by_geo, common, scale) sweep(sweep(by_geo, 2, common), 2, scale, "/")
    list(
      z_mediator = (p$coefficient_mediator - p$coefficient_location_mediator) / p$coefficient_scale_mediator,
      z_outcome = (log(p$coefficient_outcome[1:3]) - p$coefficient_location_outcome) / p$coefficient_scale_outcome,
      coefficient_of_mediator = p$coefficient_outcome[4],
      geo_z_mediator = geo_z(p$geo_coefficient_mediator, p$coefficient_mediator, p$geo_scale_mediator),
      geo_z_outcome = geo_z(log(p$geo_coefficient_outcome), log(p$coefficient_outcome), p$geo_scale_outcome)
    )
  }
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
    list(
      z_mediator = (p$coefficient_mediator - p$coefficient_location_mediator) / p$coefficient_scale_mediator,
      z_outcome = (log(p$coefficient_outcome) - p$coefficient_location_outcome) / p$coefficient_scale_outcome,
      hurdle_knot_z = diff(p$hurdle_knot) / p$hurdle_knot_scale,
      knot_z_mediator = diff(p$knot_mediator) / p$knot_scale_mediator,
      knot_z_outcome = diff(p$knot_outcome) / p$knot_scale_outcome
    )
  }
)

# A compiled program, or a sampled one, kept until what it is made from changes.
kept <- function(what, from, make) {
  key <- unname(tools::md5sum(from))
  file <- file.path(folder, paste0(what, ".rds"))
  old <- if (file.exists(file)) readRDS(file)
  if (identical(old$key, key)) return(old$value)
  value <- make()
  saveRDS(list(key = key, value = value), file)
  value
}

# Stan's log density, with Jacobian, at values of Tributary's parameters (a vector with names).
stan_density <- function(fit, names, others, values) {
  p <- lapply(names, function(elements) {
    x <- unname(values[elements])
    dim(x) <- dim(elements)
    x
  })
  p <- c(p, others(p))
  dims <- fit@par_dims[intersect(base::names(fit@par_dims), base::names(p))]
  p <- Map(function(dim, x) if (length(dim)) array(x, dim) else x[1], dims, p[base::names(dims)])
  log_prob(fit, unconstrain_pars(fit, p), adjust_transform = TRUE)
}

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

run <- read_run(folder)
program <- programs[[name]]
names <- program$names(run)
source <- file.path(here, paste0(name, ".stan"))
code <- c(source, file.path(here, "media.stan"))
compiled <- kept("compiled", code, function() {
  stan_model(stanc_ret = stanc_builder(source, isystem = here), model_name = name)
})

# At random points: the densities alone.
empty <- suppressMessages(sampling(compiled, data = program$data(run), chains = 0))
points <- fromJSON(file.path(folder, "points.json"))
at_points <- vapply(points$points$parameters, function(row) {
  stan_density(empty, names, program$others, setNames(row, points$names))
}, 0)
points_differ <- inconstancy(points$points$logDensity, at_points)
cat(sprintf("%s: %d random points, inconstancy %.2g\n", name, length(at_points), points_differ))
if (length(arguments) > 2) {
  rows <- data.frame(point = seq_along(at_points), log_density = sprintf("%.17g", at_points))
  write.csv(rows, arguments[3], row.names = FALSE, quote = FALSE)
}

fit <- kept("sampled", c(code, file.path(folder, c("model.json", "data.csv"))), function() {
  sampling(
    compiled, data = program$data(run), chains = 4, iter = 3000, warmup = 1000, seed = 1, refresh = 500,
    init_r = 0.5, control = list(adapt_delta = 0.95, metric = program$metric)
  )
})
ours <- read_draws(file.path(folder, "run"))

# And where the posterior is.
rows <- as_draws_matrix(ours)[round(seq(1, ndraws(ours), length.out = 100)), ]
at_draws <- apply(unclass(rows), 1, function(row) stan_density(empty, names, program$others, row))
draws_differ <- inconstancy(as.numeric(rows[, "lp__"]), at_draws)

table <- compared(subset_draws(ours, variable = setdiff(variables(ours), "lp__")), named_draws(fit, names))
z <- as.matrix(table[c("z_mean", "z_sd", "z_q05", "z_q95")])
rownames(z) <- table$parameter
worst <- function(what) sprintf("%.2f (%s)", max(abs(z[, what])), rownames(z)[which.max(abs(z[, what]))])
result <- c(
  sprintf("## %s, %s", name, Sys.Date()), "",
  sprintf(
    paste(
      "%d parameters. Largest |z| of a mean %s, of a sd %s, of a 5 %% quantile %s, of a 95 %% quantile %s.",
      "Root mean square of all z %.2f. Difference of the log densities: constant to %.1g at %d random points and to %.1g",
      "at 100 draws, relative to the density. Draws: %d of Tributary; %d of Stan after %d iterations of warm-up per chain,",
      "%d divergent."
    ),
    nrow(table), worst("z_mean"), worst("z_sd"), worst("z_q05"), worst("z_q95"), sqrt(mean(z^2)),
    points_differ, length(at_points), draws_differ, ndraws(ours),
    ndraws(as_draws_array(fit)), fit@stan_args[[1]]$warmup, get_num_divergent(fit)
  ), "",
  "| parameter | mean, Tributary | mean, Stan | z | sd, Tributary | sd, Stan | z | z of q05 | z of q95 | R-hat | ESS |",
  "|---|---|---|---|---|---|---|---|---|---|---|",
  with(table, sprintf(
    "| %s | %.4g | %.4g | %.2f | %.4g | %.4g | %.2f | %.2f | %.2f | %.3f | %.0f |", parameter,
    mean_ours, mean_stan, z_mean, sd_ours, sd_stan, z_sd, z_q05, z_q95, rhat, ess
  )), ""
)
writeLines(result)
if (length(arguments) > 1) cat(result, file = arguments[2], sep = "\n", append = TRUE)
ok <- all(is.finite(z)) && max(abs(z)) < limit && max(points_differ, draws_differ) < density_tolerance
quit(status = if (ok) 0 else 1)

# Fits a Stan program to the data of a Tributary run and compares the posteriors parameter by
# parameter: z = (ours - Stan's) / sqrt(mcse_ours^2 + mcse_stan^2), for means and for sds.
#
#   Rscript compare.R PROGRAM.stan RUN_DIRECTORY [RESULT.md]
#
# Exit status 1 if some |z| >= 4. The range of the difference in lp__ is reported (README.md).

arguments <- commandArgs(trailingOnly = TRUE)
script <- sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))
source(file.path(dirname(script), "model.R"))

program <- arguments[1]
run <- read_run(arguments[2])
limit <- 4

summary_with_errors <- function(draws) {
  summarise_draws(draws, "mean", "sd", "mcse_mean", "mcse_sd", "rhat", "ess_bulk")
}

compared <- function(ours, stan) {
  difference <- union(setdiff(variables(ours), variables(stan)), setdiff(variables(stan), variables(ours)))
  if (length(difference)) stop("only one of the two has: ", paste(difference, collapse = ", "))
  a <- summary_with_errors(ours)
  b <- summary_with_errors(stan)
  b <- b[match(a$variable, b$variable), ]
  data.frame(
    parameter = a$variable, mean_ours = a$mean, mean_stan = b$mean,
    z_mean = (a$mean - b$mean) / sqrt(a$mcse_mean^2 + b$mcse_mean^2),
    sd_ours = a$sd, sd_stan = b$sd,
    z_sd = (a$sd - b$sd) / sqrt(a$mcse_sd^2 + b$mcse_sd^2),
    rhat = pmax(a$rhat, b$rhat), ess = pmin(a$ess_bulk, b$ess_bulk)
  )
}

# Range of lp__ - Stan's log_prob at the same point over some of our draws: 0 but for rounding if
# the two log densities, with the Jacobians of their sampling coordinates, differ by a constant.
lp_range <- function(fit, draws, names, points = 100) {
  draws <- as_draws_matrix(draws)
  rows <- unique(round(seq(1, nrow(draws), length.out = points)))
  inits <- get_inits(fit)[[1]]
  stan_lp <- vapply(rows, function(row) {
    value <- function(stem) as.numeric(draws[row, names[[stem]]])
    point <- inits
    for (stem in intersect(names(inits), names(names))) point[[stem]][] <- value(stem)[seq_along(inits[[stem]])]
    for (role in c("mediator", "outcome")) {
      z <- paste0("z_", role)
      if (is.null(inits[[z]])) next
      coefficient <- value(paste0("coefficient_", role))[seq_along(inits[[z]])]
      level <- if (role == "outcome") log(coefficient) else coefficient
      point[[z]][] <- (level - value(paste0("coefficient_location_", role))) / value(paste0("coefficient_scale_", role))
    }
    log_prob(fit, unconstrain_pars(fit, point), adjust_transform = TRUE)
  }, 0)
  diff(range(as.numeric(draws[rows, "lp__"]) - stan_lp))
}

names <- contract_names(run$model)
fit <- stan(
  program, data = stan_data(run), chains = 4, iter = 3000, warmup = 1000, seed = 1, refresh = 0,
  control = list(adapt_delta = 0.95)
)
ours <- read_draws(arguments[2])
table <- compared(
  subset_draws(ours, variable = setdiff(variables(ours), "lp__")),
  renamed(fit, names)
)
lp <- lp_range(fit, ours, names)
divergent <- get_num_divergent(fit)
worst <- max(abs(c(table$z_mean, table$z_sd)))
agree <- is.finite(worst) && worst < limit

result <- c(
  sprintf("## %s on %s, %s", sub("\\.stan$", "", basename(program)), arguments[2], Sys.Date()), "",
  sprintf(
    "%d parameters, largest |z| of a mean %.2f, of a sd %.2f; divergences in Stan %d; range of the difference in lp__ %.2g.",
    nrow(table), max(abs(table$z_mean)), max(abs(table$z_sd)), divergent, lp
  ), "",
  "| parameter | mean, Tributary | mean, Stan | z | sd, Tributary | sd, Stan | z | R-hat | ESS |",
  "|---|---|---|---|---|---|---|---|---|",
  sprintf(
    "| %s | %.4g | %.4g | %.2f | %.4g | %.4g | %.2f | %.3f | %.0f |", table$parameter,
    table$mean_ours, table$mean_stan, table$z_mean, table$sd_ours, table$sd_stan, table$z_sd,
    table$rhat, table$ess
  ), ""
)
writeLines(result)
if (length(arguments) > 2) cat(result, file = arguments[3], sep = "\n", append = TRUE)
quit(status = if (agree) 0 else 1)

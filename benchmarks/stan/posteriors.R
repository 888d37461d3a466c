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
source(file.path(here, "programs.R"))
options(mc.cores = as.integer(Sys.getenv("MC_CORES", "2")))

arguments <- commandArgs(trailingOnly = TRUE)
folder <- arguments[1]
name <- basename(folder)

run <- read_run(folder)
program <- programs[[name]]
names <- program$names(run)
code <- code_of(here, name)
compiled <- kept(folder, "compiled", code, function() compiled_program(here, name))

# At random points: log densities and their derivatives alone.
empty <- suppressMessages(sampling(compiled, data = program$data(run), chains = 0))
points <- compared_at_points(empty, names, program$others, read_points(file.path(folder, "points.json")))
at_points <- points$stan
points_differ <- points$density
cat(sprintf(
  "%s: %d random points, inconstancy %.2g, derivatives differ by %.2g\n",
  name, length(at_points), points_differ, points$gradient
))
if (length(arguments) > 2) {
  rows <- data.frame(point = seq_along(at_points), log_density = sprintf("%.17g", at_points))
  write.csv(rows, arguments[3], row.names = FALSE, quote = FALSE)
}

fit <- kept(folder, "sampled", c(code, file.path(folder, c("model.json", "data.csv"))), function() {
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
ok <- all(is.finite(z)) && max(abs(z)) < limit && max(points_differ, draws_differ) < density_tolerance &&
  points$gradient < gradient_tolerance
quit(status = if (ok) 0 else 1)

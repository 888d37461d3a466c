# Samples the targets with Stan at its defaults and stores what the comparison needs, one file per
# target under reports/nuts/stan/. Seeds that are stored already are not sampled again.
#
#   Rscript stan.R [TARGET...]

root <- normalizePath(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))), "../.."))
source(file.path(root, "benchmarks", "nuts", "targets.R"))

results <- file.path(root, "reports", "nuts", "stan")
dir.create(results, recursive = TRUE, showWarnings = FALSE)

# Draws of the parameters that count, as chains of draws after warm-up.
reported <- function(fit, target) {
  if (!is.null(target$names)) return(renamed(fit, target$names))
  subset_draws(as_draws_array(fit), variable = target$parameters())
}

# One row of the result: the least effective sample size of x and of x², and what it cost.
summary_of <- function(fit, target, seed) {
  draws <- reported(fit, target)
  of <- function(statistic) vapply(variables(draws), function(name) statistic(extract_variable_matrix(draws, name)), 0)
  ess <- of(ess_bulk)
  ess_square <- of(function(x) ess_bulk(x^2))
  leapfrogs <- sapply(get_sampler_params(fit, inc_warmup = TRUE), function(chain) chain[, "n_leapfrog__"])
  warmup <- fit@stan_args[[1]]$warmup
  worst <- if (min(ess) <= min(ess_square)) base::names(which.min(ess)) else paste0(base::names(which.min(ess_square)), "^2")
  data.frame(
    seed = seed, min_ess = min(ess, ess_square), min_ess_x = min(ess), min_ess_x2 = min(ess_square),
    worst = worst, gradients = sum(leapfrogs), warmup_gradients = sum(leapfrogs[seq_len(warmup), ]),
    divergences = get_num_divergent(fit), max_depth_hits = get_num_max_treedepth(fit),
    max_rhat = max(of(rhat)), seconds = sum(get_elapsed_time(fit))
  )
}

selected <- targets()
if (length(commandArgs(TRUE))) selected <- selected[commandArgs(TRUE)]
for (name in base::names(selected)) {
  target <- selected[[name]]
  file <- file.path(results, paste0(name, ".csv"))
  stored <- if (file.exists(file)) read.csv(file) else NULL
  for (seed in setdiff(seq_len(target$seeds), stored$seed)) {
    fit <- sampling(
      compiled(target$program), data = target$data(), chains = 4, iter = 2000, warmup = 1000,
      save_warmup = TRUE, seed = seed, refresh = 0
    )
    stored <- rbind(stored, cbind(target = name, summary_of(fit, target, seed)))
    write.csv(stored, file, row.names = FALSE, quote = FALSE)
    print(tail(stored, 1), row.names = FALSE)
  }
}

# Stan and Tributary side by side: checks that both have the same density, samples it with both, one
# chain of Stan, then a whole fit of Tributary, and so on, and prints what each spent.
#
#   Rscript speed.R FOLDER RESULT.md          (called by speed.sh, which says what the environment holds)
#
# FOLDER has the name of a program and holds model.json, its data and points.json (LogDensities.java).
# Exit status 1 if the densities or the draws disagree.

script <- sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))
here <- dirname(normalizePath(script))
root <- normalizePath(file.path(here, "..", ".."))
source(file.path(here, "model.R"))
source(file.path(here, "programs.R"))

arguments <- commandArgs(trailingOnly = TRUE)
folder <- arguments[1]
name <- basename(folder)
chains <- as.integer(Sys.getenv("CHAINS", "4"))
iterations <- as.integer(Sys.getenv("ITER", "1000"))
models <- Sys.getenv("STAN_MODELS")
java <- Sys.getenv("JAVA25")

seconds_of <- function(work) {
  begin <- proc.time()[["elapsed"]]
  work
  proc.time()[["elapsed"]] - begin
}

run_program <- function(command, arguments, accepted = 0) {
  status <- system2(command, arguments, stdout = file.path(folder, "output.txt"), stderr = file.path(folder, "errors.txt"))
  if (!status %in% accepted) stop(command, " ended with ", status, ", see ", folder, "/errors.txt")
}

# One chain, at Stan's defaults.
stan_chain <- function(k) {
  suppressWarnings(sampling(
    compiled, data = data, chains = 1, chain_id = k, iter = 2 * iterations, warmup = iterations, seed = 1, refresh = 0
  ))
}

# Microseconds per gradient in a loop over some points, for at least a second.
stan_loop <- function(fit, points) {
  instance <- fit@.MISC$stan_fit_instance # without the dispatch of grad_log_prob(), some 10 us a call
  rounds <- 0
  seconds <- 0
  while (seconds < 1) {
    seconds <- seconds + seconds_of(for (i in 1:20) for (u in points) instance$grad_log_prob(u, TRUE))
    rounds <- rounds + 20
  }
  1e6 * seconds / (rounds * length(points))
}

# The least bulk ESS over the reported parameters, and the largest R-hat.
of_draws <- function(draws) {
  of <- function(figure) vapply(variables(draws), function(name) figure(extract_variable_matrix(draws, name)), 0)
  ess <- of(ess_bulk)
  data.frame(ess = min(ess), worst = base::names(which.min(ess)), rhat = max(of(rhat)))
}

of_stan <- function(fits, draws, loops) {
  sampler <- lapply(fits, function(fit) get_sampler_params(fit, inc_warmup = TRUE)[[1]])
  elapsed <- do.call(rbind, lapply(fits, get_elapsed_time))
  kept <- function(what) sum(vapply(sampler, function(s) sum(tail(s[, what], iterations)), 0))
  gradients <- sum(vapply(sampler, function(s) sum(s[, "n_leapfrog__"]), 0))
  data.frame(
    gradients = gradients, draws_gradients = kept("n_leapfrog__"), divergences = kept("divergent__"), seconds = sum(elapsed),
    draws_seconds = sum(elapsed[, "sample"]), sampler = 1e6 * sum(elapsed) / gradients, loop = min(loops), of_draws(draws)
  )
}

# A whole fit by the command that a user types, all chains on one thread, then the same sampling in a
# JVM that is warm. Exit status 4 of the command is a fit whose diagnostics failed.
fit_ours <- function(seed) {
  run <- file.path(folder, paste0("run-", seed))
  model <- file.path(folder, "model.json")
  command <- seconds_of(run_program(file.path(root, "tributary"), c(
    "fit", model, "-o", run, "--threads", 1, "--chains", chains, "--warmup", iterations, "--draws", iterations,
    "--seed", seed, "--quiet"
  ), accepted = c(0, 4)))
  warm <- file.path(folder, "warm.json")
  run_program(java, c(
    "--add-modules", "jdk.incubator.vector", "-XX:+UseSerialGC", "-cp", file.path(root, "target", "tributary.jar"),
    file.path(here, "WarmSpeed.java"), model, chains, iterations, seed, warm
  ))
  warm <- fromJSON(warm)
  diagnostics <- fromJSON(file.path(run, "diagnostics.json"))
  draws <- read_draws(run)
  draws <- subset_draws(draws, variable = setdiff(variables(draws), "lp__"))
  times <- unlist(lapply(list.files(file.path(run, "draws"), full.names = TRUE), function(file) {
    line <- grep("^# .* seconds \\(Sampling\\)$", readLines(file), value = TRUE)
    as.numeric(sub("^# *([^ ]+) .*", "\\1", line))
  }))
  stopifnot(length(times) == chains)
  seconds <- sum(diagnostics$chains$seconds)
  list(draws = draws, row = data.frame(
    gradients = diagnostics$gradients, divergences = sum(diagnostics$chains$divergences), seconds = seconds,
    draws_seconds = sum(times), sampler = 1e6 * seconds / diagnostics$gradients, loop = warm$microsecondsPerGradient,
    of_draws(draws), command = command, warm = warm$seconds, warm_sampler = 1e6 * warm$seconds / warm$gradients,
    bytes = warm$bytesPerGradient
  ))
}

run <- read_run(folder)
program <- programs[[name]]
names <- program$names(run)
data <- program$data(run)
makevars <- Sys.getenv("R_MAKEVARS_USER")
compiled <- kept(models, name, c(code_of(here, name), makevars), function() compiled_program(here, name))

empty <- suppressMessages(sampling(compiled, data = data, chains = 0))
points <- read_points(file.path(folder, "points.json"))
same <- compared_at_points(empty, names, program$others, points)
density <- sprintf(
  "log densities constant to %.1g at %d random points relative to the density, derivatives equal to %.1g",
  same$density, length(same$stan), same$gradient
)
message(name, ": ", density)
coordinates <- lapply(points$points, function(point) {
  stan_coordinates(empty, names, program$others, setNames(point$parameters, points$names))
})

fits <- list()
ours <- list()
loops <- NULL
for (k in seq_len(chains)) {
  fits[[k]] <- stan_chain(k)
  loops <- c(loops, stan_loop(empty, coordinates))
  ours[[k]] <- fit_ours(k)
  message(sprintf(
    "%s: chain %d of Stan %.1f s, fit %d of Tributary %.1f s", name, k, sum(get_elapsed_time(fits[[k]])), k, ours[[k]]$row$command
  ))
}
stan_draws <- named_draws(sflist2stanfit(fits), names)
stan <- of_stan(fits, stan_draws, loops)
rows <- do.call(rbind, lapply(ours, `[[`, "row"))
half <- vapply(Filter(is.numeric, rows), median, 0)
rate <- function(seconds) median(rows$ess / rows[[seconds]])

z <- compared(do.call(bind_draws, c(lapply(ours, `[[`, "draws"), along = "chain")), stan_draws)
largest <- function(what) sprintf("%.2f (%s)", max(abs(z[[what]])), z$parameter[which.max(abs(z[[what]]))])

# Rows of the table: what, Stan's figure, ours, and how many times better ours is.
line <- function(what, theirs, our, better = NA, digits = 3) {
  show <- function(x) if (is.character(x)) x else if (is.na(x)) "" else format(signif(x, digits), big.mark = ",", scientific = FALSE)
  sprintf("| %s | %s | %s | %s |", what, show(theirs), show(our), if (is.na(better)) "" else paste0("**", show(better), "**"))
}
faster <- function(what, theirs, our) line(what, theirs, our, theirs / our)
higher <- function(what, theirs, our) line(what, theirs, our, our / theirs)
ess <- stan$ess / stan$seconds
best <- min(stan$sampler, stan$loop)
result <- c(
  sprintf("## %s: %d chains, %d + %d iterations, %s", name, chains, iterations, iterations, Sys.Date()), "",
  sprintf("%d coordinates, %d reported parameters; %s.", length(coordinates[[1]]), nrow(z), density), "",
  "| | Stan | Tributary | times better |", "|---|---|---|---|",
  faster("us per gradient, sampler: seconds / gradients", stan$sampler, half[["sampler"]]),
  faster("us per gradient, sampler, our JVM warm", stan$sampler, half[["warm_sampler"]]),
  faster("us per gradient, plain loop", stan$loop, half[["loop"]]),
  faster("us per gradient, the lower of Stan's, our loop", best, half[["loop"]]),
  faster("gradients, warm-up included", stan$gradients, half[["gradients"]]),
  line("divergences", stan$divergences, half[["divergences"]]),
  line("largest R-hat", stan$rhat, half[["rhat"]], digits = 4),
  higher("least bulk ESS", stan$ess, half[["ess"]]),
  line("of", stan$worst, rows$worst[1]),
  faster("seconds, warm-up and draws", stan$seconds, half[["seconds"]]),
  faster("seconds, draws alone", stan$draws_seconds, half[["draws_seconds"]]),
  higher("**ESS per second, warm-up and draws**", ess, rate("seconds")),
  higher("ESS per second, draws alone", stan$ess / stan$draws_seconds, rate("draws_seconds")),
  line("seconds, whole command: start of the JVM, sampling, effects, report", "", half[["command"]]),
  higher("ESS per second of that", ess, rate("command")),
  line("seconds, warm-up and draws in a warm JVM", "", half[["warm"]]),
  higher("ESS per second of that", ess, rate("warm")), "",
  sprintf(
    "Tributary: medians of %d fits with different seeds; least ESS %.0f to %.0f; %.0f bytes allocated per gradient.",
    nrow(rows), min(rows$ess), max(rows$ess), max(rows$bytes)
  ),
  sprintf("The same posterior: largest |z| of a mean %s, of a sd %s.", largest("z_mean"), largest("z_sd")), ""
)
writeLines(result)
cat(result, file = arguments[2], sep = "\n", append = TRUE)
ok <- same$density < density_tolerance && same$gradient < gradient_tolerance && max(abs(c(z$z_mean, z$z_sd))) < limit
quit(status = if (isTRUE(ok)) 0 else 1)

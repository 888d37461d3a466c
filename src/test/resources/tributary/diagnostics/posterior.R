# Writes posterior.json, the values that PosteriorPackageTest compares with (R posterior 1.4.0):
#   Rscript posterior.R ../shared/reference/diagnostics > posterior.json
# Nested R-hat is newer than that version; here it is equations 15 to 19 of Margossian et al.
# (2024), doi:10.1214/24-BA1453, written with aggregate sums.
suppressMessages(library(posterior))
folder <- commandArgs(trailingOnly = TRUE)[1]

number <- function(x) {
  if (is.na(x)) "null" else if (is.finite(x)) sprintf("%.17g", x) else paste0("\"", x, "\"")
}
fields <- function(x) {
  paste0("\"", names(x), "\": ", vapply(x, number, ""), collapse = ", ")
}
read <- function(name) unname(as.matrix(read.csv(file.path(folder, paste0(name, ".csv")))))

diagnostics <- function(x) suppressWarnings(list(
  rhat = rhat(x), rhat_basic = rhat_basic(x),
  ess_bulk = ess_bulk(x), ess_tail = ess_tail(x), ess_mean = ess_mean(x),
  ess_q00 = ess_quantile(x, 0), ess_q50 = ess_quantile(x, 0.5), ess_q100 = ess_quantile(x, 1),
  mcse_mean = mcse_mean(x), mcse_sd = mcse_sd(x), mcse_q50 = mcse_quantile(x, 0.5)))

nested <- function(x, id) {
  n <- nrow(x)
  m <- ncol(x) / length(unique(id))
  k <- length(unique(id))
  means <- colSums(x) / n
  within <- if (n == 1) 0 * means else colSums(sweep(x, 2, means)^2) / (n - 1)
  grand <- tapply(means, id, sum) / m
  between <- if (m == 1) 0 else sum((means - grand[as.character(id)])^2) / (m - 1) / k
  sqrt(1 + sum((grand - mean(grand))^2) / (k - 1) / (sum(within) / m / k + between))
}

set.seed(4)
chains <- function(draws, n, f = rnorm) matrix(f(draws * n), draws, n)
edges <- list(
  one_draw = chains(1, 4), four_draws = chains(4, 4), five_draws = chains(5, 3),
  six_draws = chains(6, 4), seven_draws = chains(7, 4), nine_draws = chains(9, 2),
  ten_draws = chains(10, 4), eleven_draws = chains(11, 3), twelve_draws = chains(12, 4),
  thirteen_draws = chains(13, 1), twenty_one_draws = chains(21, 3),
  alternating = matrix(rep(c(-1, 1.5), 20), 10, 4),
  coin = chains(40, 2, function(n) rbinom(n, 1, 0.5)),
  rare = chains(40, 2, function(n) rbinom(n, 1, 0.04)),
  counts = chains(25, 4, function(n) rpois(n, 2)),
  constant = matrix(3, 20, 4),
  one_chain_constant = cbind(rep(0.2, 20), chains(20, 3)),
  each_chain_constant = matrix(rep(c(1, 2, 4), each = 10), 10, 3),
  not_a_number = { x <- chains(20, 2); x[3, 1] <- NaN; x },
  infinite = { x <- chains(20, 2); x[3, 1] <- -Inf; x },
  large_offset = 1e8 + chains(20, 4), tiny = 1e-6 * chains(20, 4), trend = chains(20, 2) + 1:20)

value <- function(x) if (is.nan(x)) "\"NaN\"" else number(x)
draws <- function(x) {
  rows <- apply(x, 2, function(column) paste(vapply(column, value, ""), collapse = ", "))
  paste0("[[", paste(rows, collapse = "], ["), "]]")
}
cat("{\n\"edges\": {\n")
cat(paste0("  \"", names(edges), "\": { \"draws\": ", vapply(edges, draws, ""), ",\n    ",
  vapply(edges, function(x) fields(diagnostics(x)), ""), " }", collapse = ",\n"))

sets <- c("iid", "ar09", "antithetic", "cauchy", "shifted", "scaled", "odd", "single", "ties")
cat("\n},\n\"mcse_sd\": { ")
cat(fields(sapply(sets, function(name) mcse_sd(read(name)))))
pairs <- c(1, 1, 2, 2)
cat(" },\n\"nested\": {\n")
cat(paste0("  \"", sets[1:6], "\": { ", vapply(sets[1:6], function(name) {
  x <- read(name)
  fields(c(pairs = nested(x, pairs), alternating = nested(x, c(1, 2, 1, 2)),
    chains = nested(x, 1:4), first_draw = nested(x[1, , drop = FALSE], pairs)))
}, ""), " }", collapse = ",\n"))
cat("\n}\n}\n")

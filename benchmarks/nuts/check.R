# Proves that the Stan programs and Tributary's targets are the same densities: at random points the
# difference of the two log densities is one constant, and the gradients agree. Exit status 1 if not.
#
#   Rscript check.R POINTS.json [TARGET...]          (POINTS.json as written by LogDensities.java)

root <- normalizePath(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))), "../.."))
source(file.path(root, "benchmarks", "nuts", "targets.R"))

# In the shapes that the program declares; quantities that it computes itself are not looked at.
shaped <- function(fit, values) {
  dims <- fit@par_dims[intersect(base::names(fit@par_dims), base::names(values))]
  Map(function(dim, x) if (length(dim)) array(x, dim) else x[1], dims, values[base::names(dims)])
}

# For each of Stan's unconstrained coordinates that of Tributary which has the same value at every
# point; NULL where the two programs use different coordinates.
matching <- function(stan, ours) {
  index <- vapply(seq_len(ncol(stan)), function(j) {
    same <- apply(abs(ours - stan[, j]) <= 1e-8 * (1 + abs(stan[, j])), 2, all)
    if (any(same)) which(same)[1] else NA_integer_
  }, 0L)
  if (anyNA(index) || anyDuplicated(index)) NULL else index
}

check <- function(target, points) {
  fit <- suppressMessages(sampling(compiled(target$program), data = target$data(), chains = 0))
  stan <- t(apply(points$parameters, 1, function(row) {
    unconstrain_pars(fit, shaped(fit, target$point(setNames(row, points$names))))
  }))
  lp <- apply(stan, 1, function(u) log_prob(fit, u, adjust_transform = TRUE))
  index <- matching(stan, points$q)
  gradient <- NA
  if (!is.null(index)) {
    theirs <- t(apply(stan, 1, function(u) as.numeric(grad_log_prob(fit, u, adjust_transform = TRUE))))
    gradient <- max(abs(theirs - points$gradient[, index]) / (1 + abs(theirs)))
  }
  difference <- lp - points$logDensity
  c(density = max(abs(difference - median(difference)) / pmax(1, abs(lp))), gradient = gradient)
}

# Coordinates, gradients and parameters as matrices with a row per point.
matrices <- function(points) {
  list(
    q = do.call(rbind, points$q), gradient = do.call(rbind, points$gradient),
    parameters = do.call(rbind, points$parameters), logDensity = points$logDensity
  )
}

arguments <- commandArgs(TRUE)
ours <- lapply(fromJSON(arguments[1]), function(target) c(list(names = target$names), matrices(target$points)))
selected <- targets()
if (length(arguments) > 1) selected <- selected[arguments[-1]]
result <- t(vapply(base::names(selected), function(name) check(selected[[name]], ours[[name]]), c(density = 0, gradient = 0)))
print(result, digits = 2)
ok <- result[, "density"] < 1e-8 & (is.na(result[, "gradient"]) | result[, "gradient"] < 1e-6)
if (!all(ok)) stop("not the same density: ", paste(rownames(result)[!ok], collapse = ", "))

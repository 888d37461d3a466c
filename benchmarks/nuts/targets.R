# The targets of the comparison: for each the Stan program, its data, the parameters whose effective
# sample size counts (a program's other quantities serve these) and the number of seeds. The names and
# the parameters are Tributary's (Targets.java).

nuts <- file.path(root, "benchmarks", "nuts")
shared <- Sys.getenv("TRIBUTARY_SHARED", file.path(root, "..", "shared"))
source(file.path(root, "benchmarks", "stan", "model.R"))

# `data()` is called when it is needed; `point` gives a program's parameters from the reported ones.
analytic <- function(name, program, data, parameters, seeds = 5, point = by_name) {
  list(
    name = name, program = program, data = function() data, parameters = function() parameters,
    seeds = seeds, point = point
  )
}

# A posterior of posteriordb; `columns` gives the program's data from the file's.
posteriordb <- function(name, program, columns = identity, seeds = 5, point = by_name) {
  read <- function(file) fromJSON(file.path(shared, "reference", "posteriordb", name, file))
  list(
    name = name, program = program, data = function() columns(read("data.json")),
    parameters = function() base::names(read("reference.json")$parameters), seeds = seeds, point = point
  )
}

# The parameters of a program from reported ones: "beta[2]" is the second of beta.
by_name <- function(values) {
  stem <- sub("\\[.*", "", base::names(values))
  split(unname(values), factor(stem, unique(stem)))
}

elements <- function(stem, n) paste0(stem, "[", seq_len(n), "]")

regression <- function(X, y) list(N = nrow(X), K = ncol(X), X = unname(X), y = y)

logearn_columns <- function(d) {
  regression(cbind(1, d$height, d$male, d$height * d$male), log(d$earn))
}

logmesquite_columns <- function(d) {
  area <- d$diam1 * d$diam2
  X <- cbind(
    1, log(area * d$canopy_height), log(area), log(d$diam1 / d$diam2),
    log(d$total_height), log(d$density), d$group
  )
  regression(X, log(d$weight))
}

noncentered_schools <- function(values) {
  schools <- by_name(values)
  c(schools, list(z = (schools$theta - schools$mu) / schools$tau))
}

noncentered_funnel <- function(values) {
  funnel <- by_name(values)
  c(funnel, list(z = funnel$x / exp(funnel$v / 2)))
}

# The rotation is Tributary's, whose random numbers R does not have: LogDensities.java writes it.
rotated <- function() {
  precision <- as.matrix(read.csv(file.path(root, "reports", "nuts", "rotated_precision.csv"), header = FALSE))
  list(N = nrow(precision), W = unname(chol(precision)))
}

# The bundled national model, with Tributary's names of its parameters.
national <- function() {
  run <- list(
    model = fromJSON(file.path(root, "data", "weekly.json"), simplifyVector = FALSE),
    data = read.csv(file.path(root, "data", "weekly.csv"), check.names = FALSE)
  )
  names <- contract_names(run$model)
  list(
    name = "national", program = "national", data = function() stan_data(run), seeds = 3, names = names,
    # Where a group is pooled the program has standardised coefficients.
    point = function(values) {
      value <- function(stem) unname(values[names[[stem]]])
      z <- function(level, role) {
        (level - value(paste0("coefficient_location_", role))) / value(paste0("coefficient_scale_", role))
      }
      given <- lapply(names, function(elements) unname(values[elements]))
      channels <- seq_along(run$model$channels)
      c(given, list(
        z_mediator = z(value("coefficient_mediator"), "mediator"),
        z_outcome = z(log(value("coefficient_outcome")[channels]), "outcome")
      ))
    }
  )
}

targets <- function() {
  funnel <- c("v", elements("x", 9))
  rotation <- analytic("rotated_normal", "dense_normal", NULL, elements("x", 250), seeds = 1)
  rotation$data <- rotated
  all <- list(
    posteriordb("arK-arK", "arK"),
    posteriordb("arma-arma11", "arma11"),
    posteriordb("earnings-logearn_interaction", "linear_regression", logearn_columns, seeds = 3),
    posteriordb("eight_schools-eight_schools_centered", "eight_schools_centered"),
    posteriordb("eight_schools-eight_schools_noncentered", "eight_schools_noncentered", point = noncentered_schools),
    posteriordb("garch-garch11", "garch11"),
    posteriordb("gp_pois_regr-gp_regr", "gp_regr"),
    posteriordb("hmm_example-hmm_example", "hmm_example"),
    posteriordb("kilpisjarvi_mod-kilpisjarvi", "kilpisjarvi"),
    posteriordb("low_dim_gauss_mix-low_dim_gauss_mix", "low_dim_gauss_mix", seeds = 3),
    posteriordb("mesquite-logmesquite_logvas", "linear_regression", logmesquite_columns),
    analytic("iid_normal", "independent_normal", list(N = 1000, scale = rep(1, 1000)), elements("x", 1000), seeds = 3),
    analytic(
      "ill_conditioned_normal", "independent_normal",
      list(N = 250, scale = 10^seq(-1.5, 1.5, length.out = 250)), elements("x", 250), seeds = 3
    ),
    rotation,
    analytic("correlated_normal", "autoregressive_normal", list(N = 100, rho = 0.95), elements("x", 100)),
    analytic("funnel_noncentered", "funnel_noncentered", list(N = 10), funnel, point = noncentered_funnel),
    analytic("funnel_centered", "funnel_centered", list(N = 10), funnel),
    analytic("student_t3", "student_t", list(N = 3, nu = 3), elements("x", 3)),
    analytic("banana", "banana", list(), elements("x", 2)),
    national()
  )
  setNames(all, vapply(all, `[[`, "", "name"))
}

# A program compiled once and kept under reports/nuts/models/ until its source changes.
compiled <- function(program) {
  source <- file.path(nuts, "stan", paste0(program, ".stan"))
  file <- file.path(root, "reports", "nuts", "models", paste0(program, ".rds"))
  if (!file.exists(file) || file.mtime(file) < file.mtime(source)) {
    dir.create(dirname(file), recursive = TRUE, showWarnings = FALSE)
    code <- stanc_builder(source, isystem = file.path(root, "benchmarks", "stan"))
    saveRDS(stan_model(stanc_ret = code, model_name = program), file)
  }
  readRDS(file)
}

# Reads the files named on the command line as users do and prints, one value per line and with all
# digits, what it got: "chain kind iteration column value".
suppressMessages({
    library(rstan)
    library(posterior)
})
files <- commandArgs(trailingOnly = TRUE)
options(warn = 2)
fit <- read_stan_csv(files)

say <- function(chain, kind, iteration, column, value) {
    cat(sprintf("%d %s %d %s %.17g\n", chain, kind, iteration, column, value), sep = "")
}

draws <- as_draws_array(fit)
for (chain in seq_along(files)) {
    for (column in variables(draws)) {
        x <- as.numeric(draws[, chain, column])
        say(chain, "draw", seq_along(x), column, x)
    }
    kept <- get_sampler_params(fit, inc_warmup = FALSE)[[chain]]
    for (column in colnames(kept)) {
        say(chain, "sampler", seq_len(nrow(kept)), column, kept[, column])
    }
    say(chain, "count", 0L, "draws", nrow(kept))
    say(chain, "count", 0L, "warmup", fit@sim$warmup2[chain])
    say(chain, "count", 0L, "divergent", sum(kept[, "divergent__"]))
    info <- get_adaptation_info(fit)[[chain]]
    lines <- strsplit(info, "\n")[[1]]
    step <- as.numeric(sub(".*= *", "", lines[grepl("Step size", lines)]))
    say(chain, "adaptation", 0L, "step_size", step)
    say(chain, "time", 1:2, "seconds", as.numeric(get_elapsed_time(fit)[chain, ]))
}

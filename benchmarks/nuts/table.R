# Joins the results of Stan and of Tributary into the tables of benchmarks/README.md, between its
# lines <!-- nuts NAME --> and <!-- end -->.
#
#   Rscript table.R

root <- normalizePath(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))), "../.."))
reports <- file.path(root, "reports", "nuts")

limit_rhat <- 1.05

# A run that failed, or a parameter that never moved, has no effective draws and no R-hat.
read_runs <- function(file) {
  runs <- read.csv(file)
  runs$min_ess[is.na(runs$min_ess)] <- 0
  runs$max_rhat[is.na(runs$max_rhat)] <- Inf
  runs$efficiency <- ifelse(runs$min_ess == 0, 0, 1000 * runs$min_ess / runs$gradients)
  runs
}

stan <- do.call(rbind, lapply(list.files(file.path(reports, "stan"), "\\.csv$", full.names = TRUE), read_runs))
ours <- read_runs(file.path(reports, "tributary.csv"))

number <- function(x) ifelse(x >= 100, sprintf("%.0f", x), formatC(x, digits = 3, format = "fg", flag = "#"))

# Median over the seeds, and the range behind it.
spread <- function(x) sprintf("%s (%s–%s)", number(median(x)), number(min(x)), number(max(x)))

# posteriordb names a posterior data-model.
short <- function(target) sub("^.*-", "", target)

rows_of <- function(target) {
  runs <- list(stan = stan[stan$target == target, ], ours = ours[ours$target == target, ])
  marked <- max(runs$stan$max_rhat, runs$ours$max_rhat) > limit_rhat
  data.frame(
    target = target, marked = marked,
    ratio = median(runs$ours$efficiency) / median(runs$stan$efficiency),
    text = paste(
      c(
        "", paste0(short(target), if (marked) " †"),
        sapply(runs, function(r) {
          paste(sprintf("%.0f", median(r$min_ess)), format(round(median(r$gradients)), big.mark = ",", scientific = FALSE, trim = TRUE),
            spread(r$efficiency), sep = " | ")
        }),
        sprintf("**%.2f**", median(runs$ours$efficiency) / median(runs$stan$efficiency)),
        paste(sapply(runs, function(r) sprintf("%.0f", median(r$divergences))), collapse = " / "),
        paste(sapply(runs, function(r) sprintf("%.3f", max(r$max_rhat))), collapse = " / "),
        paste(sapply(runs, nrow), collapse = " / ")
      ),
      collapse = " | "
    )
  )
}

# The last change of the sampler that was measured.
version <- function() {
  system2("git", c("-C", root, "log", "-1", "--format=%h,\\ %as", "--", "src/main/java/tributary/mcmc"), stdout = TRUE)
}

comparison <- function() {
  targets <- intersect(unique(ours$target), unique(stan$target))
  rows <- do.call(rbind, lapply(targets, rows_of))
  sound <- rows[!rows$marked, ]
  c(
    sprintf(
      "Sampler of %s. Median ratio over all %d targets **%.2f**, over the %d that are not marked **%.2f**; the national model **%.2f**.",
      version(), nrow(rows), median(rows$ratio), nrow(sound), median(sound$ratio), rows$ratio[rows$target == "national"]
    ), "",
    paste(
      "| target | Stan: least ESS | gradients | ESS per 1000 gradients | Tributary: least ESS | gradients |",
      "ESS per 1000 gradients | ratio | divergences, Stan / ours | largest R-hat, Stan / ours | seeds |"
    ),
    "|---|---|---|---|---|---|---|---|---|---|---|",
    paste0(trimws(rows$text), " |")
  )
}

# Every variant relative to the default: the median over seeds of ESS per gradient.
ablation <- function() {
  runs <- read_runs(file.path(reports, "ablation.csv"))
  median_of <- tapply(runs$efficiency, list(factor(runs$target, unique(runs$target)), factor(runs$variant, unique(runs$variant))), median)
  worst <- tapply(runs$max_rhat, list(factor(runs$target, unique(runs$target)), factor(runs$variant, unique(runs$variant))), max)
  relative <- median_of / median_of[, "default"]
  cells <- ifelse(is.na(relative), "", paste0(sprintf("%.2f", relative), ifelse(worst > limit_rhat, " †", "")))
  cells[, "default"] <- paste(number(median_of[, "default"]))
  c(
    paste0("| target | ", paste(colnames(cells), collapse = " | "), " |"),
    paste0("|---|", strrep("---|", ncol(cells))),
    sprintf("| %s | %s |", short(rownames(cells)), apply(cells, 1, paste, collapse = " | ")),
    sprintf("| **geometric mean** | | %s |", paste(sprintf("**%.2f**", exp(colMeans(log(relative[, -1, drop = FALSE]), na.rm = TRUE))), collapse = " | "))
  )
}

replaced <- function(page, name, lines) {
  from <- which(page == sprintf("<!-- nuts %s -->", name))
  to <- which(page == "<!-- end -->")
  c(page[seq_len(from)], "", lines, "", page[min(to[to > from]):length(page)])
}

file <- file.path(root, "benchmarks", "README.md")
page <- replaced(readLines(file), "comparison", comparison())
if (file.exists(file.path(reports, "ablation.csv"))) page <- replaced(page, "ablation", ablation())
writeLines(page, file)

package tributary.store;

import tributary.mcmc.ChainStatistics;
import tributary.mcmc.Draws;
import tributary.spec.SamplerSpec;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Draws of one chain as the CSV file CmdStan writes, which ArviZ, cmdstanpy, cmdstanr, R's
 * posterior and {@code rstan::read_stan_csv} read.
 *
 * <p>Lines that start with {@code #} hold settings, adaptation and times; every other line depends
 * on data, model, seed and version only. Numbers are written with {@link Double#toString(double)}
 * and read back to the last bit. Source: CmdStan guide, appendix "Stan CSV File Format".
 */
public final class CmdStanCsv {
    /** Columns of the sampler, before those of the model. */
    static final List<String> SAMPLER_COLUMNS =
            List.of(
                    "lp__",
                    "accept_stat__",
                    "stepsize__",
                    "treedepth__",
                    "n_leapfrog__",
                    "divergent__",
                    "energy__");

    static final String STEP_SIZE = "# Step size = ";
    static final String INVERSE_METRIC = "# Diagonal elements of inverse mass matrix:";
    static final String GRADIENTS = "# gradients = ";
    static final String NUM_SAMPLES = "#     num_samples = ";
    static final String WARMUP_SECONDS = "# Elapsed Time: ";
    static final String WARMUP_SUFFIX = " seconds (Warm-up)";
    static final String SAMPLING_INDENT = "#               ";
    static final String SAMPLING_SUFFIX = " seconds (Sampling)";
    static final String TOTAL_SUFFIX = " seconds (Total)";

    private CmdStanCsv() {}

    /**
     * Writes one chain.
     *
     * @param chain from 0; the file says {@code id = chain + 1}
     * @throws IOException if the file cannot be written
     */
    public static void write(Path file, Draws draws, int chain, SamplerSpec sampler, RunInfo info)
            throws IOException {
        ChainStatistics statistics = draws.statistics(chain);
        try (var out = Files.newBufferedWriter(file)) {
            writeSettings(out, draws, chain, sampler, info);
            out.append(String.join(",", SAMPLER_COLUMNS));
            for (String name : draws.names()) {
                out.append(',').append(name);
            }
            out.append('\n');
            writeAdaptation(out, statistics);
            for (int d = 0; d < draws.draws(); d++) {
                writeDraw(out, statistics, d, draws.row(chain, d));
            }
            writeTimes(out, statistics);
        }
    }

    /**
     * Reads the chains of a run, one file each.
     *
     * @throws IOException if a file is missing, damaged or does not go with the others, naming file
     *     and line
     */
    public static Draws read(List<Path> files) throws IOException {
        List<CmdStanCsvReader.Chain> chains = new ArrayList<>();
        for (Path file : files) {
            CmdStanCsvReader.Chain chain = CmdStanCsvReader.read(file);
            if (!chains.isEmpty()) {
                chain.requireSameShape(file, files.getFirst(), chains.getFirst());
            }
            chains.add(chain);
        }
        if (chains.isEmpty()) {
            throw new IOException("no file of draws");
        }
        return new Draws(
                chains.getFirst().names(),
                chains.stream().map(CmdStanCsvReader.Chain::values).toArray(double[][][]::new),
                chains.stream().map(CmdStanCsvReader.Chain::statistics).toList());
    }

    private static void writeSettings(
            Appendable out, Draws draws, int chain, SamplerSpec sampler, RunInfo info)
            throws IOException {
        // The Stan version is that of the file format: readers refuse files without one.
        out.append(
                """
                # stan_version_major = 2
                # stan_version_minor = 36
                # stan_version_patch = 0
                # model = tributary
                # tributary_version = %s
                # method = sample (Default)
                #   sample
                %s%d
                #     num_warmup = %d
                #     save_warmup = 0 (Default)
                #     thin = 1 (Default)
                #     adapt
                #       engaged = 1 (Default)
                #       gamma = 0.05 (Default)
                #       delta = %s
                #       kappa = 0.75 (Default)
                #       t0 = 10 (Default)
                #       init_buffer = 75 (Default)
                #       term_buffer = 50 (Default)
                #       window = 25 (Default)
                #     algorithm = hmc (Default)
                #       hmc
                #         engine = nuts (Default)
                #           nuts
                #             max_depth = %d
                #         metric = diag_e (Default)
                #         stepsize = 1 (Default)
                #         stepsize_jitter = 0 (Default)
                # id = %d
                # data
                #   file = %s
                # init = 2 (Default)
                # random
                #   seed = %d
                %s%d
                """
                        .formatted(
                                oneLine(info.version()),
                                NUM_SAMPLES,
                                draws.draws(),
                                sampler.warmup(),
                                sampler.targetAccept(),
                                sampler.maxDepth(),
                                chain + 1,
                                oneLine(info.dataFile()),
                                info.seed(),
                                GRADIENTS,
                                draws.statistics(chain).gradients()));
    }

    private static void writeAdaptation(Appendable out, ChainStatistics statistics)
            throws IOException {
        out.append("# Adaptation terminated\n");
        out.append(STEP_SIZE).append(Double.toString(statistics.tuning().stepSize())).append('\n');
        out.append(INVERSE_METRIC).append("\n# ");
        double[] diagonal = statistics.tuning().inverseDiagonal();
        for (int i = 0; i < diagonal.length; i++) {
            out.append(i == 0 ? "" : ", ").append(Double.toString(diagonal[i]));
        }
        out.append('\n');
    }

    private static void writeDraw(Appendable out, ChainStatistics statistics, int d, double[] row)
            throws IOException {
        out.append(Double.toString(statistics.logDensity()[d])).append(',');
        out.append(Double.toString(statistics.acceptStatistic()[d])).append(',');
        out.append(Double.toString(statistics.stepSize()[d])).append(',');
        out.append(Integer.toString(statistics.treeDepth()[d])).append(',');
        out.append(Integer.toString(statistics.leapfrogs()[d])).append(',');
        out.append(statistics.divergent()[d] ? "1," : "0,");
        out.append(Double.toString(statistics.energy()[d]));
        for (double value : row) {
            out.append(',').append(Double.toString(value));
        }
        out.append('\n');
    }

    private static void writeTimes(Appendable out, ChainStatistics statistics) throws IOException {
        double total = statistics.seconds();
        out.append("# \n");
        out.append(WARMUP_SECONDS).append(plain(statistics.result().warmupSeconds()));
        out.append(WARMUP_SUFFIX).append('\n');
        out.append(SAMPLING_INDENT).append(plain(statistics.result().samplingSeconds()));
        out.append(SAMPLING_SUFFIX).append('\n');
        out.append(SAMPLING_INDENT).append(plain(total)).append(TOTAL_SUFFIX).append('\n');
        out.append("# \n");
    }

    /** All digits without an exponent, which rstan's pattern for times does not know. */
    private static String plain(double seconds) {
        return new BigDecimal(Double.toString(seconds)).toPlainString();
    }

    /** A file name may hold a line break, which would end the comment. */
    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}

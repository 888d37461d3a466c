package tributary.store;

import tributary.mcmc.Adaptation;
import tributary.mcmc.ChainStatistics;
import tributary.mcmc.Draws;
import tributary.mcmc.Initialization;
import tributary.mcmc.MetricKind;
import tributary.mcmc.Tuning;
import tributary.spec.SamplerSpec;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Draws of one chain as the CSV file CmdStan writes, which ArviZ, cmdstanpy, cmdstanr, R's
 * posterior and {@code rstan::read_stan_csv} read. Draws of the warm-up, where they are kept, stand
 * before the adaptation; a low-rank metric, which Stan has no word for, is given by its diagonal
 * and its rank.
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
    static final String DIAGONAL = "# Diagonal elements of inverse mass matrix:";
    static final String DENSE = "# Elements of inverse mass matrix:";
    static final String GRADIENTS = "# gradients = ";
    static final String NUM_SAMPLES = "#     num_samples = ";
    static final String NUM_WARMUP = "#     num_warmup = ";
    static final String SAVE_WARMUP = "#     save_warmup = ";
    static final String THIN = "#     thin = ";
    static final String METRIC_RANK = "#         metric_rank = ";
    static final String INIT = "# init = ";

    /** Not a word of CmdStan's sampler, which would be given the file that Pathfinder wrote. */
    static final String PATHFINDER = "pathfinder";

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
            writeSettings(out, statistics, chain, sampler, info);
            out.append(String.join(",", SAMPLER_COLUMNS));
            for (String name : draws.names()) {
                out.append(',').append(name);
            }
            out.append('\n');
            if (draws.warmup().isPresent()) {
                writeDraws(out, draws.warmup().get(), chain);
            }
            writeAdaptation(out, statistics.tuning());
            writeDraws(out, draws, chain);
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
        Draws draws = draws(chains, CmdStanCsvReader.Chain::draws);
        return chains.getFirst().warmup().values().length == 0
                ? draws
                : draws.withWarmup(draws(chains, CmdStanCsvReader.Chain::warmup));
    }

    private static Draws draws(
            List<CmdStanCsvReader.Chain> chains,
            Function<CmdStanCsvReader.Chain, CmdStanCsvReader.Table> part) {
        List<CmdStanCsvReader.Table> tables = chains.stream().map(part).toList();
        return new Draws(
                chains.getFirst().names(),
                tables.stream().map(CmdStanCsvReader.Table::values).toArray(double[][][]::new),
                tables.stream().map(CmdStanCsvReader.Table::statistics).toList());
    }

    private static void writeSettings(
            Appendable out,
            ChainStatistics statistics,
            int chain,
            SamplerSpec sampler,
            RunInfo info)
            throws IOException {
        Tuning tuning = statistics.tuning();
        Adaptation adaptation = Adaptation.defaults();
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
                """
                        .formatted(oneLine(info.version())));
        setting(out, NUM_SAMPLES, Integer.toString(sampler.draws() * sampler.thin()), "1000");
        setting(out, NUM_WARMUP, Integer.toString(sampler.warmup()), "1000");
        setting(out, SAVE_WARMUP, sampler.saveWarmup() ? "1" : "0", "0");
        setting(out, THIN, Integer.toString(sampler.thin()), "1");
        out.append(
                """
                #     adapt
                #       engaged = 1 (Default)
                #       gamma = 0.05 (Default)
                #       delta = %s
                #       kappa = 0.75 (Default)
                #       t0 = 10 (Default)
                #       first_window = %d
                #       window_growth = %s
                #     algorithm = hmc (Default)
                #       hmc
                #         engine = nuts (Default)
                #           nuts
                #             max_depth = %d
                #         metric = %s
                """
                        .formatted(
                                sampler.targetAccept(),
                                adaptation.firstWindow(),
                                adaptation.windowGrowth(),
                                sampler.maxDepth(),
                                tuning.kind() == MetricKind.DENSE
                                        ? "dense_e"
                                        : "diag_e (Default)"));
        if (tuning.kind() == MetricKind.LOW_RANK) {
            out.append(METRIC_RANK).append(Integer.toString(tuning.rank())).append('\n');
        }
        out.append(
                """
                #         stepsize = 1 (Default)
                #         stepsize_jitter = %s
                # id = %d
                # data
                #   file = %s
                %s%s
                # random
                #   seed = %d
                %s%d
                """
                        .formatted(
                                adaptation.stepSizeJitter(),
                                chain + 1,
                                oneLine(info.dataFile()),
                                INIT,
                                statistics.start() == Initialization.PATHFINDER
                                        ? PATHFINDER
                                        : "2 (Default)",
                                info.seed(),
                                GRADIENTS,
                                statistics.gradients()));
    }

    /** A line that says, as CmdStan does, where a value is the usual one. */
    private static void setting(Appendable out, String key, String value, String usual)
            throws IOException {
        out.append(key).append(value).append(value.equals(usual) ? " (Default)\n" : "\n");
    }

    private static void writeAdaptation(Appendable out, Tuning tuning) throws IOException {
        out.append("# Adaptation terminated\n");
        out.append(STEP_SIZE).append(Double.toString(tuning.stepSize())).append('\n');
        if (tuning.kind() == MetricKind.DENSE) {
            out.append(DENSE).append('\n');
            for (double[] row : tuning.inverse()) {
                writeNumbers(out, row);
            }
        } else {
            out.append(DIAGONAL).append('\n');
            writeNumbers(out, tuning.inverseDiagonal());
        }
    }

    private static void writeNumbers(Appendable out, double[] numbers) throws IOException {
        out.append("# ");
        for (int i = 0; i < numbers.length; i++) {
            out.append(i == 0 ? "" : ", ").append(Double.toString(numbers[i]));
        }
        out.append('\n');
    }

    private static void writeDraws(Appendable out, Draws draws, int chain) throws IOException {
        ChainStatistics statistics = draws.statistics(chain);
        for (int d = 0; d < draws.draws(); d++) {
            writeDraw(out, statistics, d, draws.row(chain, d));
        }
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

import tributary.diagnostics.Ess;
import tributary.diagnostics.Rhat;
import tributary.mcmc.Adaptation;
import tributary.mcmc.Draws;
import tributary.mcmc.MetricKind;
import tributary.mcmc.Nuts;
import tributary.mcmc.NutsOptions;
import tributary.mcmc.SamplingException;
import tributary.mcmc.targets.Target;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Effective samples and gradients of Tributary's sampler, one row of a CSV per target, variant and
 * seed.
 *
 * <pre>java … Efficiency.java ROOT OUT.csv TARGETS VARIANTS SEEDS</pre>
 *
 * Targets and variants are names separated by commas, or {@code all}.
 */
public final class Efficiency {
    private static final String HEADER =
            "target,variant,seed,min_ess,min_ess_x,min_ess_x2,worst,gradients,divergences,max_rhat,seconds";

    private Efficiency() {}

    /** What the ablation takes apart: one choice changed at a time, at last all of them. */
    private static Map<String, NutsOptions> variants() {
        NutsOptions defaults = NutsOptions.defaults().withThreads(1);
        Adaptation a = Adaptation.defaults();
        double jitter = a.stepSizeJitter();
        boolean symmetric = a.symmetricAcceptance();
        int window = a.firstWindow();
        double growth = a.windowGrowth();
        Map<String, NutsOptions> variants = new LinkedHashMap<>();
        variants.put("default", defaults);
        variants.put("diagonal", defaults.withMetric(MetricKind.DIAGONAL));
        variants.put("low_rank", defaults.withMetric(MetricKind.LOW_RANK));
        variants.put("dense", defaults.withMetric(MetricKind.DENSE));
        variants.put(
                "asymmetric_acceptance",
                defaults.withAdaptation(new Adaptation(jitter, false, true, window, growth)));
        variants.put(
                "no_jitter",
                defaults.withAdaptation(new Adaptation(0, symmetric, true, window, growth)));
        variants.put(
                "variance_metric",
                defaults.withAdaptation(new Adaptation(jitter, symmetric, false, window, growth)));
        variants.put(
                "doubling_windows",
                defaults.withAdaptation(new Adaptation(jitter, symmetric, true, 100, 2)));
        variants.put(
                "all_as_stan",
                defaults.withMetric(MetricKind.DIAGONAL)
                        .withAdaptation(new Adaptation(0, false, false, 100, 2)));
        return variants;
    }

    public static void main(String[] arguments) throws IOException {
        Map<String, Target> targets = select(Targets.all(Path.of(arguments[0])), arguments[2]);
        Map<String, NutsOptions> variants = select(variants(), arguments[3]);
        int seeds = Integer.parseInt(arguments[4]);
        try (PrintWriter out =
                new PrintWriter(Files.newBufferedWriter(Path.of(arguments[1])), true)) {
            out.println(HEADER);
            targets.forEach((name, target) ->
                    variants.forEach((variant, options) -> {
                        for (int seed = 1; seed <= seeds; seed++) {
                            String result = row(target, options.withSeed(seed));
                            String row = "%s,%s,%d,%s".formatted(name, variant, seed, result);
                            out.println(row);
                            System.out.println(row);
                        }
                    }));
        }
    }

    private static <T> Map<String, T> select(Map<String, T> all, String names) {
        if (names.equals("all")) {
            return all;
        }
        Map<String, T> selected = new LinkedHashMap<>();
        for (String name : names.split(",")) {
            T value = all.get(name);
            if (value == null) {
                throw new IllegalArgumentException(name + " is not one of " + all.keySet());
            }
            selected.put(name, value);
        }
        return selected;
    }

    /**
     * Samples and measures: the columns after the seed. A run that fails has no effective draws.
     */
    private static String row(Target target, NutsOptions options) {
        long begin = System.nanoTime();
        try {
            return row(target, Nuts.sample(target.density(), options), begin);
        } catch (SamplingException e) {
            System.err.println(target.name() + ": " + e.getMessage());
            return "0,0,0,failed,NaN,0,Inf," + secondsSince(begin);
        }
    }

    private static String secondsSince(long begin) {
        return String.format(Locale.ROOT, "%.2f", 1e-9 * (System.nanoTime() - begin));
    }

    private static String row(Target target, Draws draws, long begin) {
        String seconds = secondsSince(begin);
        Least least = new Least();
        double maxRhat = 0;
        double[][][] parameters = constrained(draws, target);
        for (int i = 0; i < parameters.length; i++) {
            least.add(target.parameters().get(i), parameters[i]);
            maxRhat = Math.max(maxRhat, Rhat.of(parameters[i]));
        }
        long gradients = 0;
        int divergences = 0;
        for (int c = 0; c < draws.chains(); c++) {
            gradients += draws.statistics(c).gradients();
            for (boolean divergent : draws.statistics(c).divergent()) {
                divergences += divergent ? 1 : 0;
            }
        }
        return String.format(
                Locale.ROOT,
                "%.2f,%.2f,%.2f,%s,%d,%d,%.5f,%s",
                least.ess(),
                least.ofX,
                least.ofSquare,
                least.worst,
                gradients,
                divergences,
                maxRhat,
                seconds);
    }

    /** Draws of the parameters that count, indexed [parameter][chain][draw]. */
    private static double[][][] constrained(Draws draws, Target target) {
        int n = target.parameters().size();
        double[][][] values = new double[n][draws.chains()][draws.draws()];
        for (int c = 0; c < draws.chains(); c++) {
            for (int d = 0; d < draws.draws(); d++) {
                double[] row = target.constrain().apply(draws.row(c, d));
                for (int i = 0; i < n; i++) {
                    values[i][c][d] = row[i];
                }
            }
        }
        return values;
    }

    /** The least bulk ESS over the parameters seen, of x and of x². */
    private static final class Least {
        private double ofX = Double.POSITIVE_INFINITY;
        private double ofSquare = Double.POSITIVE_INFINITY;
        private String worst = "";

        void add(String name, double[][] x) {
            double[][] squares =
                    Arrays.stream(x)
                            .map(chain -> Arrays.stream(chain).map(v -> v * v).toArray())
                            .toArray(double[][]::new);
            double essX = Ess.bulk(x);
            double essSquare = Ess.bulk(squares);
            if (Math.min(essX, essSquare) < ess()) {
                worst = essX <= essSquare ? name : name + "^2";
            }
            ofX = Math.min(ofX, essX);
            ofSquare = Math.min(ofSquare, essSquare);
        }

        double ess() {
            return Math.min(ofX, ofSquare);
        }
    }
}

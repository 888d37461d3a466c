package tributary.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tributary.math.Kernels;
import tributary.mcmc.Draws;
import tributary.mcmc.Nuts;
import tributary.mcmc.NutsOptions;

import java.nio.file.Path;
import java.util.Arrays;

/**
 * Where the data say nothing, the posterior of a return is its prior: Kolmogorov–Smirnov. What the
 * reported return has to do with effects is {@link ReturnTest}'s.
 */
class ReturnPriorTest {
    private static final int CHAINS = 2;
    private static final int DRAWS = 600;

    /** Draws are a little dependent: every third one counts. */
    private static final int EVERY = 3;

    /** √n D exceeds it in one of 10,000 samples of the prior: 2 exp(−2 · 2.23²). */
    private static final double CRITICAL = 2.23;

    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource({
        "1, identity, additive",
        "3, identity, additive",
        "1, log, additive",
        "3, log, additive",
        "1, log, scaled"
    })
    void posteriorIsThePrior(int geos, String link, String composition) {
        CompiledModel model =
                Panels.compile(
                        folder,
                        """
                        { DATA, 'outcome': { 'column': 'y', 'link': '%s', 'composition': '%s' },
                          'channels': [ { 'column': 'a' }, { 'column': 'b', 'adstock': 'none' } ],
                          'seasonality': { 'order': 0 },
                          'paths': [ { 'from': 'a', 'to': 'y', 'parameter': 'roi' },
                            { 'from': 'b', 'to': 'y', 'parameter': 'contribution' } ],
                          'priors': { 'sigma_y': 'dirac(10000)', 'decay_*': 'beta(3, 3)' } }
                        """
                                .formatted(link, composition)
                                .replace('\'', '"'),
                        geos);
        double[][] returns = sample(model);
        double most = Double.POSITIVE_INFINITY;
        double highest = 1;
        if (composition.equals("additive") && link.equals("log")) {
            most = model.parameters().upper(index(model, "roi_a_to_y"));
            highest = model.parameters().upper(index(model, "contribution_b_to_y"));
        }
        double[] roi = returns[0];
        double below = logNormalCdf(most);
        assertThat(distance(roi, x -> logNormalCdf(x) / below)).isLessThan(CRITICAL);
        double beta = 1 - StrictMath.pow(1 - highest, 99);
        assertThat(distance(returns[1], x -> (1 - StrictMath.pow(1 - x, 99)) / beta))
                .isLessThan(CRITICAL);
    }

    private static int index(CompiledModel model, String name) {
        return model.parameters().sampledNames().indexOf(name);
    }

    private static double logNormalCdf(double x) {
        return Kernels.normalCdf((StrictMath.log(x) - 0.2) / 0.9);
    }

    private static double[][] sample(CompiledModel model) {
        NutsOptions options =
                NutsOptions.defaults()
                        .withChains(CHAINS)
                        .withWarmup(300)
                        .withDraws(DRAWS)
                        .withThin(EVERY)
                        .withSeed(11);
        Draws draws = Nuts.sample(model.posterior(), options);
        int columns = model.parameters().reportedNames().size();
        double[] row = new double[columns];
        int roi = model.parameters().reportedNames().indexOf("roi_a_to_y");
        int share = model.parameters().reportedNames().indexOf("contribution_b_to_y");
        double[][] result = new double[2][CHAINS * DRAWS];
        for (int i = 0; i < CHAINS * DRAWS; i++) {
            model.posterior().report(draws.row(i / DRAWS, i % DRAWS), row);
            result[0][i] = row[roi];
            result[1][i] = row[share];
        }
        return result;
    }

    private interface Cdf {
        double at(double x);
    }

    /** √n sup |F_n − F|. */
    private static double distance(double[] sample, Cdf cdf) {
        double[] sorted = sample.clone();
        Arrays.sort(sorted);
        double worst = 0;
        for (int i = 0; i < sorted.length; i++) {
            double f = cdf.at(sorted[i]);
            worst = Math.max(worst, f - (double) i / sorted.length);
            worst = Math.max(worst, (i + 1.0) / sorted.length - f);
        }
        return worst * Math.sqrt(sorted.length);
    }
}

package tributary.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import tributary.Shared;
import tributary.diagnostics.PsisLoo.Observation;
import tributary.math.RandomStream;
import tributary.math.RandomStreams;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;

/** PSIS-LOO against R loo 2.5.1 to 1e-8 relative, and defined answers for degenerate input. */
class PsisLooTest {
    private static final Percentage CLOSE = Percentage.withPercentage(1e-6);

    /** {@code mcse_loo(l)} with {@code l = loo(x, r_eff = relative_eff(exp(x), chain))}. */
    private static final double MCSE = 0.098667651688733315;

    /** {@code l$se_p_loo}. */
    private static final double SE_P_LOO = 1.1519049403841319;

    @Test
    void agreesWithR() throws IOException {
        JsonNode expected = expected("with_r_eff");
        double[][][] x = logLikelihood();
        PsisLoo loo = PsisLoo.of(x);

        for (int i = 0; i < x.length; i++) {
            Observation observation = loo.pointwise().get(i);
            close("r_eff", i, PsisLoo.relativeEfficiency(x[i]), expected);
            close("elpd_pointwise", i, observation.elpd(), expected);
            close("pareto_k", i, observation.paretoK(), expected);
        }
        assertThat(x.length).isEqualTo(expected.get("pareto_k").size());
        close("elpd_loo", loo.elpd(), expected);
        close("se_elpd_loo", loo.se(), expected);
        close("p_loo", loo.pLoo(), expected);
        assertThat(loo.mcse()).isCloseTo(MCSE, CLOSE);
        assertThat(loo.pLooSe()).isCloseTo(SE_P_LOO, CLOSE);
    }

    @Test
    void agreesWithRForIndependentDraws() throws IOException {
        JsonNode expected = expected("r_eff_one");
        PsisLoo loo = new PsisLoo();
        int i = 0;
        for (double[][] observation : logLikelihood()) {
            double[] pooled = ChainMatrix.pool(observation);
            close("pareto_k", i++, loo.add(pooled, 1).paretoK(), expected);
        }
        close("elpd_loo", loo.elpd(), expected);
        close("p_loo", loo.pLoo(), expected);
    }

    /**
     * Normal data with known variance 1 and a flat prior: without y_i the mean has the posterior
     * Normal(ȳ₋ᵢ, 1/(n − 1)). Tolerance: four Monte-Carlo errors per observation; 20 observations
     * let about one seed in 800 fail.
     */
    @Test
    void leavesOutWhatExactRefitsLeaveOut() {
        RandomStream random = RandomStreams.chain(11, 0);
        int n = 20;
        double[] y = normal(random, n);
        double mean = ChainMatrix.mean(y);
        double[] mu = new double[20_000];
        Arrays.setAll(mu, s -> mean + random.nextGaussian() / Math.sqrt(n));
        PsisLoo loo = new PsisLoo();
        for (double value : y) {
            double[] x = Arrays.stream(mu).map(m -> logNormal(value - m, 1)).toArray();
            Observation observation = loo.add(x, 1);
            double others = (n * mean - value) / (n - 1);
            double exact = logNormal(value - others, 1 + 1.0 / (n - 1));
            assertThat(observation.elpd()).isCloseTo(exact, within(4 * observation.mcse()));
            assertThat(observation.paretoK()).isLessThan(0.5);
        }
    }

    /** Ratios that are Pareto with shape k: k̂ finds it. Its sd here is about 0.03. */
    @ParameterizedTest
    @ValueSource(doubles = {0.3, 0.7, 1.2})
    void findsTheShapeOfTheTail(double k) {
        RandomStream random = RandomStreams.chain(12, 0);
        double[] x = new double[200_000];
        Arrays.setAll(x, s -> k * Math.log(random.nextDouble()));

        assertThat(new PsisLoo().add(x, 1).paretoK()).isCloseTo(k, within(0.12));
    }

    @Test
    void aLikelihoodThatNeverMovesIsExact() {
        for (int draws : new int[] {1, 10, 4000}) {
            double[] x = new double[draws];
            Arrays.fill(x, -3.25);
            Observation observation = new PsisLoo().add(x, 1);
            assertThat(observation.elpd()).isCloseTo(-3.25, within(1e-14));
            assertThat(observation.pLoo()).isCloseTo(0, within(1e-14));
            assertThat(observation.paretoK()).isNaN();
            assertThat(observation.mcse()).isCloseTo(0, within(1e-14));
        }
        // A censored week whose probability is 1 but for rounding.
        double[] certain = new double[4000];
        Arrays.setAll(certain, s -> -1e-30 * s * s);
        assertThat(new PsisLoo().add(certain, 1).paretoK()).isNaN();
    }

    @Test
    void ratiosThatTieInTheTailAreLeftAsTheyAre() {
        double[] x = new double[400];
        Arrays.setAll(x, s -> s % 2 == 0 ? -1 : -2);
        Observation observation = new PsisLoo().add(x, 1);

        // 1 / mean(1/p)
        assertThat(observation.elpd())
                .isCloseTo(-Math.log((Math.exp(1) + Math.exp(2)) / 2), within(1e-14));
        assertThat(observation.paretoK()).isEqualTo(Double.POSITIVE_INFINITY);
    }

    /** A tail needs five draws, a fifth of 21. */
    @Test
    void tooFewDrawsHaveNoTail() {
        RandomStream random = RandomStreams.chain(13, 0);
        double[] x = normal(random, 21);
        double[] fewer = Arrays.copyOf(x, 20);

        assertThat(new PsisLoo().add(x, 1).paretoK()).isFinite();
        Observation observation = new PsisLoo().add(fewer, 1);
        assertThat(observation.paretoK()).isEqualTo(Double.POSITIVE_INFINITY);
        double harmonic = Arrays.stream(fewer).map(l -> Math.exp(-l)).average().orElseThrow();
        assertThat(observation.elpd()).isCloseTo(-Math.log(harmonic), within(1e-14));
    }

    @Test
    void whatIsNotFiniteIsSaid() {
        double[] x = normal(RandomStreams.chain(14, 0), 100);
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            double[] broken = x.clone();
            broken[50] = bad;
            assertThat(new PsisLoo().add(broken, 1))
                    .isEqualTo(new Observation(Double.NaN, Double.NaN, Double.NaN, Double.NaN));
        }
        double[] impossible = x.clone();
        impossible[50] = Double.NEGATIVE_INFINITY;
        PsisLoo loo = new PsisLoo();
        loo.add(x, 1);
        Observation observation = loo.add(impossible, 1);
        assertThat(observation.elpd()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(observation.paretoK()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(loo.elpd()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(loo.mcse()).isNaN();
        assertThat(loo.se()).isNaN();
        assertThat(PsisLoo.relativeEfficiency(new double[][] {x, impossible})).isPositive();
        double[] never = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
        assertThat(new PsisLoo().add(never, 1).pLoo()).isNaN();
        assertThat(PsisLoo.relativeEfficiency(new double[][] {never})).isEqualTo(1);
    }

    /** Densities far outside what a double holds: only the level of elpd changes. */
    @Test
    void theLevelOfTheLikelihoodDoesNotMatter() {
        double[] x = normal(RandomStreams.chain(15, 0), 1000);
        Observation near = new PsisLoo().add(x, 1);
        for (double level : new double[] {-1e4, 1e4}) {
            double[] moved = Arrays.stream(x).map(l -> l + level).toArray();
            Observation far = new PsisLoo().add(moved, 1);
            assertThat(far.elpd() - level).isCloseTo(near.elpd(), within(1e-9));
            assertThat(far.mcse()).isCloseTo(near.mcse(), within(1e-9));
            assertThat(far.paretoK()).isCloseTo(near.paretoK(), within(1e-6));
        }
    }

    @Test
    void fewObservationsHaveSums() {
        PsisLoo loo = new PsisLoo();
        assertThat(loo.elpd()).isZero();
        assertThat(loo.mcse()).isZero();
        assertThat(loo.se()).isNaN();
        Observation only = loo.add(normal(RandomStreams.chain(16, 0), 100), 1);
        assertThat(loo.elpd()).isEqualTo(only.elpd());
        assertThat(loo.pLoo()).isEqualTo(only.pLoo());
        assertThat(loo.se()).isNaN();
        assertThat(loo.pLooSe()).isNaN();
        assertThat(loo.pointwise()).isEqualTo(List.of(only));
    }

    @Test
    void misuseIsRefused() {
        PsisLoo loo = new PsisLoo();
        assertThatThrownBy(() -> loo.add(new double[0], 1))
                .hasMessage("logLikelihood: needs at least one draw");
        for (double bad : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> loo.add(new double[] {1}, bad))
                    .hasMessage("relativeEfficiency: " + bad + " must be > 0 and finite");
        }
        assertThat(loo.pointwise()).isEmpty();
    }

    private static double[] normal(RandomStream random, int n) {
        double[] x = new double[n];
        Arrays.setAll(x, i -> random.nextGaussian());
        return x;
    }

    private static double logNormal(double x, double variance) {
        return -0.5 * (Math.log(2 * Math.PI * variance) + x * x / variance);
    }

    private static JsonNode expected(String section) {
        return JsonMapper.shared()
                .readTree(Shared.path("reference/diagnostics/loo_expected.json").toFile())
                .get(section);
    }

    private static void close(String key, double value, JsonNode expected) {
        assertThat(value).as(key).isCloseTo(expected.get(key).doubleValue(), CLOSE);
    }

    private static void close(String key, int i, double value, JsonNode expected) {
        assertThat(value)
                .as(key + " " + i)
                .isCloseTo(expected.get(key).get(i).doubleValue(), CLOSE);
    }

    /** The reference matrix indexed [observation][chain][draw]. */
    private static double[][][] logLikelihood() throws IOException {
        List<double[]> rows =
                Files.readAllLines(Shared.path("reference/diagnostics/loglik.csv")).stream()
                        .skip(1)
                        .map(line ->
                                Arrays.stream(line.split(",", -1))
                                        .mapToDouble(Double::parseDouble)
                                        .toArray())
                        .toList();
        int observations = rows.getFirst().length - 1;
        int chains = (int) rows.getLast()[0];
        double[][][] x = new double[observations][chains][];
        for (int i = 0; i < observations; i++) {
            for (int c = 0; c < chains; c++) {
                int column = i + 1;
                int chain = c + 1;
                x[i][c] =
                        rows.stream()
                                .filter(row -> row[0] == chain)
                                .mapToDouble(row -> row[column])
                                .toArray();
            }
        }
        return x;
    }
}

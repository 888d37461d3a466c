package tributary.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tributary.diagnostics.Verdict.Level;
import tributary.math.RandomStream;
import tributary.math.RandomStreams;
import tributary.mcmc.ChainStatistics;
import tributary.mcmc.Draws;

import java.util.Arrays;
import java.util.List;

/** Planted chains that are stuck, disagree or are slow are named; good ones are left in peace. */
class SuspectChainsTest {
    private static final int MAX_DEPTH = 10;
    private static final String DISAGREES = "disagrees with the others";

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void aShiftedChainIsNamedAndFails(int culprit) {
        double[][][] x = DiagnosticsTest.normal(4, 1000);
        for (double[] row : x[culprit]) {
            row[1] += 1;
        }
        Diagnostics diagnostics = Diagnostics.of(DiagnosticsTest.draws(x), MAX_DEPTH);

        assertThat(diagnostics.verdict().level()).isEqualTo(Level.FAIL);
        assertThat(diagnostics.verdict().reasons().getFirst())
                .matches(
                        "chain "
                                + (culprit + 1)
                                + " disagrees with the others: R-hat 1\\.\\d{3} with it, 1\\.00\\d"
                                + " without it, for b; do not leave it out, it may have found what"
                                + " the others missed: run longer, and again with another seed");
        for (ChainSummary chain : diagnostics.chains()) {
            if (chain.chain() == culprit + 1) {
                assertThat(chain.rhatWithout()).isLessThan(1.01);
            } else {
                assertThat(chain.rhatWithout()).isGreaterThan(1.05);
            }
        }
    }

    /** A chain of another scale has the same mean: only the folded draws show it. */
    @Test
    void aChainOfAnotherScaleIsNamed() {
        double[][][] x = DiagnosticsTest.normal(4, 1000);
        for (double[] row : x[2]) {
            row[0] *= 0.2;
        }
        assertThat(reasons(x)).anyMatch(r -> r.startsWith("chain 3 " + DISAGREES));
    }

    @Test
    void aSmallDisagreementIsLeftToRhat() {
        double[][][] x = DiagnosticsTest.normal(4, 4000);
        for (double[] row : x[1]) {
            row[2] += 0.35;
        }
        Diagnostics diagnostics = Diagnostics.of(DiagnosticsTest.draws(x), MAX_DEPTH);

        assertThat(diagnostics.verdict().level()).isEqualTo(Level.WARN);
        assertThat(diagnostics.verdict().reasons()).noneMatch(r -> r.contains(DISAGREES));
        assertThat(diagnostics.chains().get(1).rhatWithout()).isLessThan(1.005);
    }

    @Test
    void chainsThatStandStillApartAreAllStuckAndNoneIsToBlame() {
        double[][][] x = DiagnosticsTest.normal(4, 100);
        for (double[][] chain : x) {
            Arrays.fill(chain, chain[0]);
        }
        assertThat(reasons(x)).filteredOn(r -> r.contains(" is stuck: ")).hasSize(4);
        assertThat(reasons(x)).anyMatch(r -> r.startsWith("R-hat Infinity > 1.05"));
        assertThat(reasons(x)).noneMatch(r -> r.contains(DISAGREES));
    }

    /** Two against two, or one against one: nobody can tell which is wrong. */
    @Test
    void withoutAMajorityNobodyIsNamed() {
        double[][][] x = DiagnosticsTest.normal(4, 1000);
        for (int c = 0; c < 2; c++) {
            for (double[] row : x[c]) {
                row[1] += 2;
            }
        }
        assertThat(reasons(x)).anyMatch(r -> r.startsWith("R-hat"));
        assertThat(reasons(x)).noneMatch(r -> r.contains(DISAGREES));
        double[][][] pair = {x[0], x[2]};
        Diagnostics two = Diagnostics.of(DiagnosticsTest.draws(pair), MAX_DEPTH);
        assertThat(two.verdict().level()).isEqualTo(Level.FAIL);
        assertThat(two.verdict().reasons()).noneMatch(r -> r.contains(DISAGREES));
        assertThat(two.chains()).allMatch(chain -> Double.isNaN(chain.rhatWithout()));
    }

    @Test
    void aCollapsedStepSizeWarns() {
        Draws draws = DiagnosticsTest.draws(DiagnosticsTest.normal(4, 1000));
        assertThat(judge(withStepSize(draws, 2, 0.0501)).level()).isEqualTo(Level.PASS);
        Verdict verdict = judge(withStepSize(draws, 2, 0.002));

        assertThat(verdict.level()).isEqualTo(Level.WARN);
        assertThat(verdict.reasons())
                .containsExactly(
                        "chain 3 is slow: its step size 0.0020 is 250 times smaller than the median"
                                + " 0.50 of the others; its warm-up went astray: run again with a"
                                + " longer one or another seed");
    }

    @Test
    void oneSaturatedChainWarnsAndAllOfThemAreSaidOnce() {
        Draws draws = DiagnosticsTest.draws(DiagnosticsTest.normal(4, 1000));
        int[] depth = draws.statistics(3).treeDepth();
        Arrays.fill(depth, 0, 500, MAX_DEPTH);
        assertThat(judge(draws).reasons()).noneMatch(r -> r.contains("slow"));
        depth[700] = MAX_DEPTH;
        Verdict verdict = judge(draws);
        assertThat(verdict.level()).isEqualTo(Level.WARN);
        assertThat(verdict.reasons())
                .contains(
                        "chain 4 is slow: 501 of its 1000 draws reached the largest tree depth,"
                                + " unlike the others'; run again with a longer warm-up, or allow"
                                + " deeper trees");
        for (int c = 0; c < 4; c++) {
            Arrays.fill(draws.statistics(c).treeDepth(), MAX_DEPTH);
        }
        assertThat(judge(draws).reasons())
                .containsExactly("100.00 % of draws reached the largest tree depth > 5 %");
    }

    @Test
    void aSingleChainIsComparedWithNothing() {
        Draws one = DiagnosticsTest.draws(DiagnosticsTest.normal(1, 1000));
        assertThat(judge(withStepSize(one, 0, 1e-9)).level()).isEqualTo(Level.PASS);
    }

    /**
     * Runs of four good chains with autocorrelation 0.5 and three parameters. Of 4,000 runs of 200
     * draws, 85 % of which have an R-hat above 1.01, one had a chain suspected; of 1,000 of 1,000
     * draws, none. So the 400 runs here fail for 5 % of seeds.
     */
    @Test
    void goodChainsAreRarelySuspected() {
        assertThat(suspected(200, 1000)).isZero();
        assertThat(suspected(200, 200)).isZero();
    }

    /** Number of runs with a sentence about a chain. */
    private static int suspected(int runs, int length) {
        RandomStream random = RandomStreams.chain(31, 0);
        int suspected = 0;
        for (int run = 0; run < runs; run++) {
            double[][][] x = new double[4][length][3];
            for (double[][] chain : x) {
                for (int d = 0; d < length; d++) {
                    for (int i = 0; i < 3; i++) {
                        double innovation = random.nextGaussian();
                        chain[d][i] =
                                d == 0
                                        ? innovation
                                        : 0.5 * chain[d - 1][i] + Math.sqrt(0.75) * innovation;
                    }
                }
            }
            suspected += reasons(x).stream().anyMatch(r -> r.startsWith("chain ")) ? 1 : 0;
        }
        return suspected;
    }

    private static List<String> reasons(double[][][] x) {
        return judge(DiagnosticsTest.draws(x)).reasons();
    }

    private static Verdict judge(Draws draws) {
        return Diagnostics.of(draws, MAX_DEPTH).verdict();
    }

    private static Draws withStepSize(Draws draws, int chain, double stepSize) {
        double[][][] x = new double[draws.chains()][draws.draws()][];
        ChainStatistics[] statistics = new ChainStatistics[x.length];
        for (int c = 0; c < x.length; c++) {
            for (int d = 0; d < x[c].length; d++) {
                x[c][d] = draws.row(c, d);
            }
            statistics[c] = DiagnosticsTest.healthy(c, x[c].length, c == chain ? stepSize : 0.5);
        }
        return new Draws(draws.names(), x, List.of(statistics));
    }
}

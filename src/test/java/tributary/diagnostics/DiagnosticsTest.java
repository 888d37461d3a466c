package tributary.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import tributary.diagnostics.Verdict.Level;
import tributary.math.RandomStream;
import tributary.math.RandomStreams;
import tributary.mcmc.ChainResult;
import tributary.mcmc.ChainStatistics;
import tributary.mcmc.Draws;
import tributary.mcmc.Initialization;
import tributary.mcmc.MetricKind;
import tributary.mcmc.Tuning;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** The verdict rule by rule, defined answers for degenerate draws, and the text table. */
class DiagnosticsTest {
    private static final int MAX_DEPTH = 10;

    @Test
    void goodDrawsPass() {
        Verdict verdict = judge(normal(4, 1000));

        assertThat(verdict.level()).isEqualTo(Level.PASS);
        assertThat(verdict.reasons()).isEmpty();
    }

    @Test
    void chainsThatDisagreeFailAndTheWorstParameterIsNamed() {
        double[][][] x = normal(4, 1000);
        for (double[] row : x[2]) {
            row[0] += 1;
            row[1] += 3;
        }
        Verdict verdict = judge(x);

        assertThat(verdict.level()).isEqualTo(Level.FAIL);
        assertThat(verdict.reasons().getFirst()).startsWith("chain 3 disagrees with the others");
        assertThat(verdict.reasons().get(1))
                .matches("R-hat 1\\.[0-9]{4} > 1\\.05 for b and 1 more");
        assertThat(verdict.reasons().get(2)).matches("bulk ESS [0-9.]+ < 100 for b and 1 more");
    }

    @Test
    void slowChainsWarn() {
        double[][][] x = normal(4, 1000);
        for (double[][] chain : x) {
            for (int d = 1; d < 1000; d++) {
                chain[d][2] = 0.9 * chain[d - 1][2] + Math.sqrt(0.19) * chain[d][2];
            }
        }
        Verdict verdict = judge(x);

        assertThat(verdict.level()).isEqualTo(Level.WARN);
        assertThat(verdict.reasons())
                .anyMatch(r -> r.matches("bulk ESS [123][0-9]{2}\\.[0-9] < 400 for c"));
    }

    @Test
    void tooFewDrawsToReachTheThresholdsAreSaid() {
        assertThat(judge(normal(2, 100)).level()).isEqualTo(Level.WARN);
        assertThat(judge(normal(4, 20)).level()).isEqualTo(Level.FAIL);
        assertThat(judge(normal(4, 5)).reasons())
                .contains("5 draws per chain < 6, the fewest that can be diagnosed");
    }

    @Test
    void constantColumnsAreSummarisedButDoNotVote() {
        double[][][] x = normal(4, 1000);
        forEachRow(x, row -> row[1] = 7);
        Diagnostics diagnostics = Diagnostics.of(draws(x), MAX_DEPTH);

        assertThat(diagnostics.verdict().level()).isEqualTo(Level.PASS);
        ParameterSummary constant = diagnostics.parameters().get(1);
        assertThat(constant.mean()).isEqualTo(7);
        assertThat(constant.sd()).isZero();
        assertThat(constant.q95()).isEqualTo(7);
        assertThat(constant.rhat()).isNaN();
        assertThat(constant.essBulk()).isNaN();
        assertThat(constant.essTail()).isNaN();
        assertThat(constant.mcseMean()).isNaN();
    }

    @Test
    void drawsThatAreNotFiniteFail() {
        double[][][] x = normal(4, 1000);
        x[0][3][0] = Double.NaN;
        x[0][3][2] = Double.POSITIVE_INFINITY;
        Verdict verdict = judge(x);

        assertThat(verdict.level()).isEqualTo(Level.FAIL);
        assertThat(verdict.reasons()).containsExactly("draws that are not finite for a and 1 more");
    }

    @Test
    void divergencesWarnAndAboveOnePercentFail() {
        Draws one = draws(normal(4, 1000));
        one.statistics(1).divergent()[17] = true;
        Verdict warning = Diagnostics.of(one, MAX_DEPTH).verdict();
        assertThat(warning.level()).isEqualTo(Level.WARN);
        assertThat(warning.reasons()).containsExactly("0.03 % of draws diverged (1 of 4000)");

        Draws many = draws(normal(4, 1000));
        Arrays.fill(many.statistics(0).divergent(), 0, 40, true);
        assertThat(Diagnostics.of(many, MAX_DEPTH).verdict().level()).isEqualTo(Level.WARN);
        many.statistics(1).divergent()[0] = true;
        Verdict failure = Diagnostics.of(many, MAX_DEPTH).verdict();
        assertThat(failure.level()).isEqualTo(Level.FAIL);
        assertThat(failure.reasons())
                .containsExactly("1.03 % of draws diverged > 1 % (41 of 4000)");
    }

    @Test
    void treesAtTheDepthLimitWarn() {
        Draws draws = draws(normal(4, 1000));
        Arrays.fill(draws.statistics(3).treeDepth(), 0, 200, MAX_DEPTH);
        assertThat(Diagnostics.of(draws, MAX_DEPTH).verdict().level()).isEqualTo(Level.PASS);
        draws.statistics(0).treeDepth()[5] = MAX_DEPTH;
        Diagnostics diagnostics = Diagnostics.of(draws, MAX_DEPTH);

        assertThat(diagnostics.chains().get(3).maxDepthHits()).isEqualTo(200);
        assertThat(diagnostics.verdict().level()).isEqualTo(Level.WARN);
        assertThat(diagnostics.verdict().reasons())
                .containsExactly("5.03 % of draws reached the largest tree depth > 5 %");
    }

    @Test
    void slowEnergiesWarnOrFail() {
        // An AR(1) series has E-BFMI 2(1 − ρ): 0.1 and 0.26.
        for (double rho : new double[] {0.95, 0.87}) {
            Draws draws = draws(normal(4, 1000));
            double[] energy = draws.statistics(2).energy();
            for (int d = 1; d < energy.length; d++) {
                energy[d] = rho * energy[d - 1] + Math.sqrt(1 - rho * rho) * energy[d];
            }
            Verdict verdict = Diagnostics.of(draws, MAX_DEPTH).verdict();
            assertThat(verdict.level())
                    .as("rho %s", rho)
                    .isEqualTo(rho > 0.9 ? Level.FAIL : Level.WARN);
            assertThat(verdict.reasons().getFirst())
                    .matches("E-BFMI 0\\.\\d+ < 0\\.\\d for chain 3");
        }
    }

    @Test
    void aStuckChainFails() {
        double[][][] x = normal(4, 1000);
        for (int d = 300; d < 1000; d++) {
            x[1][d] = x[1][299];
        }
        assertThat(judge(x).level()).isEqualTo(Level.FAIL);
        assertThat(judge(x).reasons())
                .contains(
                        "chain 2 is stuck: it did not move in 700 of 1000 draws; run again with"
                                + " another seed or a longer warm-up")
                .noneMatch(reason -> reason.contains("disagrees"));
    }

    @Test
    void runsAreSummedUp() {
        Diagnostics diagnostics = Diagnostics.of(draws(normal(3, 50)), MAX_DEPTH);

        assertThat(diagnostics.gradients()).isEqualTo(3 * 5000);
        assertThat(diagnostics.seconds()).isEqualTo(3.5);
        assertThat(diagnostics.chains()).extracting(ChainSummary::chain).containsExactly(1, 2, 3);
        assertThat(diagnostics.parameters())
                .extracting(ParameterSummary::name)
                .containsExactly("a", "b", "c");
    }

    @Test
    void summariesAgreeWithTheFunctionsOfTheSameName() {
        for (int draws : new int[] {100, 101}) {
            Draws all = draws(normal(3, draws));
            double[][] x = all.column(1);
            ParameterSummary summary = Diagnostics.of(all, MAX_DEPTH).parameters().get(1);

            assertThat(summary.rhat()).isEqualTo(Rhat.of(x));
            assertThat(summary.essBulk()).isEqualTo(Ess.bulk(x));
            assertThat(summary.essTail()).isEqualTo(Ess.tail(x));
            assertThat(summary.mcseMean()).isCloseTo(Mcse.mean(x), within(1e-14));
            assertThat(summary.q50()).isEqualTo(Quantiles.of(x, 0.5));
        }
    }

    @Test
    void degenerateDrawsHaveDefinedAnswers() {
        double[][] constant = {{2, 2, 2, 2, 2, 2, 2, 2}, {2, 2, 2, 2, 2, 2, 2, 2}};
        double[][] withNaN = {{1, 2, Double.NaN, 4, 5, 6, 7, 8}};
        double[][] infinite = {{1, 2, Double.NEGATIVE_INFINITY, 4, 5, 6, 7, 8}};
        for (double[][] x : List.of(constant, withNaN, infinite)) {
            assertThat(Rhat.of(x)).isNaN();
            assertThat(Rhat.basic(x)).isNaN();
            assertThat(Ess.bulk(x)).isNaN();
            assertThat(Ess.tail(x)).isNaN();
            assertThat(Ess.mean(x)).isNaN();
            assertThat(Mcse.mean(x)).isNaN();
            assertThat(Mcse.sd(x)).isNaN();
            assertThat(Mcse.quantile(x, 0.5)).isNaN();
            assertThat(Ebfmi.of(x[0])).isNaN();
        }
        // Every chain stands still somewhere else: infinitely far from converged.
        double[][] apart = {{1, 1, 1, 1, 1, 1}, {2, 2, 2, 2, 2, 2}, {4, 4, 4, 4, 4, 4}};
        assertThat(Rhat.of(apart)).isInfinite();
        assertThat(Rhat.of(new double[][] {{1}, {2}})).isNaN();
        assertThat(Ess.bulk(new double[][] {{1, 2, 3, 4, 5}})).isNaN();
        assertThatThrownBy(() -> Rhat.basic(new double[][] {{1, 2}, {1}}))
                .hasMessage("x: chains have 2 and 1 draws");
        assertThatThrownBy(() -> Quantiles.of(constant, 1.5))
                .hasMessage("probability: 1.5 must be in [0, 1]");
    }

    @Test
    void quantilesInterpolateLikeR() {
        double[][] x = {{4, 1}, {3, 2}};

        assertThat(Quantiles.of(x, 0)).isEqualTo(1);
        assertThat(Quantiles.of(x, 0.5)).isEqualTo(2.5);
        assertThat(Quantiles.of(x, 0.25)).isEqualTo(1.75);
        assertThat(Quantiles.of(x, 1)).isEqualTo(4);
        double[][] infinite = {{1, 2, 3, Double.POSITIVE_INFINITY}};
        assertThat(Quantiles.of(infinite, 1.0 / 3)).isEqualTo(2);
        assertThat(Quantiles.of(new double[][] {{1, Double.NaN}}, 0)).isNaN();
    }

    @Test
    void energyFractionFollowsItsFormula() {
        // Squared steps 1, 1, 4; squared deviations from 1.75: 0.5625, 0.0625, 1.5625, 0.5625.
        assertThat(Ebfmi.of(new double[] {1, 2, 3, 1})).isCloseTo(6 / 2.75, within(1e-15));
        assertThat(Ebfmi.of(new double[] {1, 2})).isNaN();
    }

    /** Independent normal draws: the error of the sd is σ/√(2S), of the mean σ/√S. */
    @Test
    void standardErrorsOfIndependentDrawsAreTheClassicalOnes() {
        double[][] x = draws(normal(4, 5000)).column(0);

        assertThat(Mcse.sd(x)).isCloseTo(1 / Math.sqrt(2 * 20_000.0), within(5e-4));
        assertThat(Mcse.mean(x)).isCloseTo(1 / Math.sqrt(20_000.0), within(5e-4));
    }

    @Test
    void theTableIsReadable() {
        double[][][] x = normal(2, 100);
        forEachRow(
                x,
                row -> {
                    row[1] = 12345 + 100 * row[1];
                    row[2] = 0;
                });
        String[] lines = Diagnostics.of(draws(x), MAX_DEPTH).table().lines().toArray(String[]::new);

        assertThat(lines[0])
                .isEqualTo(
                        "parameter       mean         sd        q05        q50        q95   rhat"
                                + "  ess_bulk  ess_tail");
        assertThat(lines[2]).matches("b +123\\d\\d +[\\d.]+ .*");
        assertThat(lines[3]).matches("c +0 +0 +0 +0 +0 +NaN +NaN +NaN");
        assertThat(lines[4]).isEqualTo("verdict: warn");
        assertThat(lines[1]).hasSameSizeAs(lines[0]);
        assertThat(lines[2]).hasSameSizeAs(lines[0]);
    }

    private static Verdict judge(double[][][] x) {
        return Diagnostics.of(draws(x), MAX_DEPTH).verdict();
    }

    /** Independent standard normals in three columns, indexed [chain][draw][column]. */
    static double[][][] normal(int chains, int draws) {
        double[][][] x = new double[chains][draws][3];
        for (int c = 0; c < chains; c++) {
            RandomStream random = RandomStreams.chain(42, c);
            for (double[] row : x[c]) {
                Arrays.setAll(row, i -> random.nextGaussian());
            }
        }
        return x;
    }

    private static void forEachRow(double[][][] x, Consumer<double[]> change) {
        Arrays.stream(x).flatMap(Arrays::stream).forEach(change);
    }

    static Draws draws(double[][][] x) {
        List<ChainStatistics> statistics =
                IntStream.range(0, x.length).mapToObj(c -> healthy(c, x[c].length, 0.5)).toList();
        return new Draws(List.of("a", "b", "c"), x, statistics);
    }

    static ChainStatistics healthy(int chain, int draws, double stepSize) {
        RandomStream random = RandomStreams.chain(43, chain);
        double[] energy = new double[draws];
        Arrays.setAll(energy, i -> random.nextGaussian());
        int[] depth = new int[draws];
        Arrays.fill(depth, 3);
        var tuning =
                new Tuning(
                        stepSize, MetricKind.DIAGONAL, 0, new double[] {1, 1, 1}, new double[0][]);
        return new ChainStatistics(
                new double[draws],
                new double[draws],
                new double[draws],
                depth,
                new int[draws],
                new boolean[draws],
                energy,
                new ChainResult(tuning, Initialization.UNIFORM, 5000, 1, 0.5 + chain));
    }
}

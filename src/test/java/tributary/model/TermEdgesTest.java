package tributary.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.numbers.gamma.Erfcx;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tributary.math.CellLayout;
import tributary.spec.Family;
import tributary.spec.Link;

import java.util.Arrays;

/** Terms where their formulas have an edge: no demand, far tails. */
class TermEdgesTest {
    private static final int[] SIGMA = {1};
    private static final double NO_DEMAND = Double.NEGATIVE_INFINITY;

    private static Workspace workspace(int size) {
        Workspace w = new Workspace(4, 6, CellLayout.of(1, size));
        w.to = size;
        return w;
    }

    @Test
    void aPriceAtOrAboveTheChokePriceLeavesNoDemandAndNoGradient() {
        Workspace w = workspace(4);
        w.theta[0] = 12;
        LinearDemand demand = new LinearDemand("p", new double[] {9, 10.5, 12, 15}, 9, 0, 1);
        demand.forward(w);
        assertThat(Arrays.copyOf(w.cells[1], 4))
                .containsExactly(new double[] {0, -0.69314718, NO_DEMAND, NO_DEMAND}, within(1e-8));
        Arrays.fill(w.cellsBar[1], 1);
        demand.backward(w);
        assertThat(w.thetaBar[0]).isCloseTo(1 / 1.5 - 1 / 3.0, within(1e-15));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 2})
    void aFlooredWeekWithoutDemandIsCertain(int nu) {
        Workspace w = workspace(3);
        w.theta[1] = 0.3;
        w.theta[2] = 4;
        w.cells[0] = new double[] {NO_DEMAND, 0.5, NO_DEMAND};
        double[] bounds = {-0.2, -0.2, -0.2};
        LeftCensoring all = new LeftCensoring(new int[] {0, 1, 2}, bounds, 0, SIGMA, nu, 2, 3, 4);
        all.forward(w);
        all.backward(w);
        assertThat(w.cellsBar[0][0]).isZero();
        assertThat(w.cellsBar[0][2]).isZero();
        Workspace one = workspace(3);
        one.theta[1] = 0.3;
        one.theta[2] = 4;
        one.cells[0] = w.cells[0];
        LeftCensoring finite = new LeftCensoring(new int[] {1}, bounds, 0, SIGMA, nu, 2, 3, 4);
        finite.forward(one);
        finite.backward(one);
        assertThat(w.logDensity).isEqualTo(one.logDensity).isNegative();
        assertThat(w.thetaBar).isEqualTo(one.thetaBar);
        assertThat(w.cellsBar[0][1]).isEqualTo(one.cellsBar[0][1]).isNegative();
    }

    /** ln Φ(z) = ln(erfcx(−z/√2)/2) − z²/2, φ/Φ = √(2/π)/erfcx(−z/√2). */
    @ParameterizedTest
    @ValueSource(doubles = {-40, -12, -1, 0, 2})
    void normalCensoringFarInTheTail(double z) {
        Workspace w = workspace(1);
        double sigma = 0.25;
        w.theta[1] = sigma;
        w.cells[0][0] = 1 - sigma * z;
        LeftCensoring term =
                new LeftCensoring(new int[] {0}, new double[] {1}, 0, SIGMA, -1, 2, 3, 4);
        term.forward(w);
        term.backward(w);
        double scaled = Erfcx.value(-z / Math.sqrt(2));
        double mills = Math.sqrt(2 / Math.PI) / scaled;
        double log = StrictMath.log(scaled / 2) - z * z / 2;
        assertThat(w.logDensity).isCloseTo(log, within(1e-14 * (1 + Math.abs(log))));
        assertThat(w.cellsBar[0][0]).isCloseTo(-mills / sigma, within(1e-13 * (1 + mills)));
        assertThat(w.thetaBar[1]).isCloseTo(-mills * z / sigma, within(1e-12 * (1 + mills)));
    }

    @Test
    void weeksWithoutDemandInsideAPosteriorCountNothing() {
        Workspace w = workspace(8);
        w.theta[1] = 0.5;
        w.theta[2] = 3;
        w.cells[0] = new double[] {NO_DEMAND, 0.1, 0, 0, 0, 0, 0, 0};
        double[] y = {0, 0.4, 0, 0, 0, 0, 0, 0};
        double[] observed = {0, 1, 0, 0, 0, 0, 0, 0};
        CellCounts counts = CellCounts.of(observed, CellLayout.of(1, 8));
        for (Term term :
                new Term[] {
                    new GaussianLikelihood(y, observed, counts, 0, SIGMA, 1, 2),
                    new StudentTLikelihood(y, observed, counts, 0, SIGMA, 2, Double.NaN, 1, 2)
                }) {
            w.clear();
            term.forward(w);
            term.backward(w);
            assertThat(w.logDensity).isFinite();
            assertThat(w.cellsBar[0][0]).isZero();
            assertThat(w.cellsBar[0][1]).isPositive();
            assertThat(w.thetaBar[1]).isFinite();
        }
    }

    @Test
    void expectationsOfMediators() {
        // E[max(0, X)] of X ~ Normal(1, 0.5), by hand; and where nothing is left of it.
        double phi = 0.05399096651318806; // φ(2)
        double cdf = 0.9772498680518208; // Φ(2)
        assertThat(ExpectedMediator.censoredMean(1, 0.5)).isCloseTo(cdf + 0.5 * phi, within(1e-15));
        assertThat(ExpectedMediator.censoredMean(0, 2))
                .isCloseTo(2 / Math.sqrt(2 * Math.PI), within(1e-15));
        for (double eta : new double[] {-5, -8, -20, -40, -1e6}) {
            assertThat(ExpectedMediator.censoredMean(eta, 1)).isBetween(0.0, 1e-6);
        }
        assertThat(ExpectedMediator.censoredMean(1e6, 1)).isEqualTo(1e6);
        Workspace w = workspace(2);
        w.theta[0] = 0.6;
        w.cells[0] = new double[] {-0.2, 0.7};
        double[] one = {1, 1};
        var scale = new ResponseScale(Link.IDENTITY, 0, 3, false);
        new ExpectedMediator(one, one, Family.GAUSSIAN, scale, 3, true, 0, -1, 0, 1).forward(w);
        new ExpectedMediator(one, one, Family.GAUSSIAN, scale, 3, false, 0, -1, 0, 2).forward(w);
        assertThat(Arrays.copyOf(w.cells[1], 2))
                .containsExactly(new double[] {0, 0.7}, within(1e-15));
        assertThat(Arrays.copyOf(w.cells[2], 2))
                .containsExactly(new double[] {-0.2, 0.7}, within(1e-15));
        var log = new ResponseScale(Link.LOG, 0, 3, false);
        new ExpectedMediator(one, one, Family.GAUSSIAN, log, 3, true, 0, -1, 0, 1).forward(w);
        assertThat(w.cells[1][1]).isCloseTo(StrictMath.exp(0.7 + 0.18), within(1e-14));
    }
}

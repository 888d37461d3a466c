package tributary.effects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import static tributary.effects.ShopModel.A;
import static tributary.effects.ShopModel.CHOKE;
import static tributary.effects.ShopModel.M;
import static tributary.effects.ShopModel.PRICE;
import static tributary.effects.ShopModel.REFERENCE;
import static tributary.effects.ShopModel.SCALE_A;
import static tributary.effects.ShopModel.SCALE_M;
import static tributary.effects.ShopModel.Y;
import static tributary.effects.ShopModel.base;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tributary.effects.EffectDecomposition.Kind;
import tributary.effects.RandomGraph.Instance;
import tributary.spec.Control;
import tributary.spec.Node;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Floors, zeros and choke prices in counterfactuals, by hand. */
class EffectEdgesTest {
    private static final int LAST = Y.length - 1;

    /** A tobit week at 0 has its latent value 0.1 below 0; a floored week a residual of −0.05. */
    private static final Latents FIXED =
            (model, equation, theta, eta, week) -> equation == 0 ? -0.1 - eta : -0.05;

    @TempDir private Path folder;
    private ShopModel shop;

    @BeforeEach
    void compile() throws IOException {
        shop = ShopModel.of(folder, "gaussian");
    }

    private double total(Intervention intervention) {
        return shop.effect(Kind.TOTAL, intervention, FIXED);
    }

    /** Advertising is off in weeks 1, 3 and 6, the promotion in 5 to 7: nothing there changes. */
    @Test
    void switchingOffWhatIsOffMovesNothing() {
        Latents drawn = Latents.drawn(1, 0, 0);
        for (int week : new int[] {1, 3, 6}) {
            assertThat(shop.effects(new Intervention("a", week, week, -1), drawn).values())
                    .containsOnly(0.0);
        }
        assertThat(shop.effects(new Intervention("m", 3, 4, -1), drawn).values()).containsOnly(0.0);
        assertThat(shop.effects(new Intervention("promo", 5, LAST, -1), drawn).values())
                .containsOnly(0.0);
    }

    @Test
    void aPriceNobodyPaysLeavesTheFloor() {
        double lost = 0;
        for (double y : Y) {
            lost += y - 1;
        }
        assertThat(total(new Intervention("price", 0, LAST, 0.5)))
                .isCloseTo(lost, within(1e-12 * lost));
        assertThat(shop.effect(Kind.INDIRECT, new Intervention("price", 0, LAST, 0.5), FIXED))
                .isZero();
    }

    /** Week 0, from 100 to 105: half of the room below the choke price is gone. */
    @Test
    void demandIsLinearInThePrice() {
        assertThat(total(new Intervention("price", 0, 0, 0.05)))
                .isCloseTo(Y[0] / 2, within(1e-12 * Y[0]));
    }

    /** Weeks 3 and 7 have no demand; at 90 % of their prices they have. */
    @Test
    void aLowerPriceBringsDemandBack() {
        double scale = shop.model.outcome().scale().scale();
        for (int week : new int[] {3, 7}) {
            double response = (CHOKE - 0.9 * PRICE[week]) / (CHOKE - REFERENCE);
            double sold = scale * base(A[week], M[week]) * response * StrictMath.exp(-0.05);
            assertThat(total(new Intervention("price", week, week, -0.1)))
                    .isCloseTo(1 - sold, within(1e-11 * sold));
        }
    }

    /** Still above the choke price, the lower one changes nothing, whatever media do. */
    @Test
    void mediaDoNothingWithoutDemand() {
        assertThat(total(new Intervention("price", 3, 3, -0.05))).isZero();
        assertThat(total(new Intervention("a", 7, 7, 5))).isZero();
        assertThat(total(new Intervention("m", 7, 7, -1))).isZero();
    }

    /** In week 4 the latent value is −0.1; doubling a adds 0.5 to it, 0.4 · 4 units appear. */
    @Test
    void aTobitWeekSwitchesOn() {
        var more = new Intervention("a", 4, 4, 1);
        double on = 0.4 * SCALE_M;
        assertThat(shop.effect(Kind.INDUCED_SPEND, more, FIXED)).isCloseTo(-on, within(1e-12));
        double before = base(A[4], 0);
        assertThat(shop.effect(Kind.TOTAL, more, FIXED))
                .isCloseTo(Y[4] * (1 - base(2 * A[4], on) / before), within(1e-11 * Y[4]));
        assertThat(shop.effect(Kind.INDIRECT, more, FIXED))
                .isCloseTo(Y[4] * (base(A[4], 0) - base(A[4], on)) / before, within(1e-11 * Y[4]));
    }

    /** a adds 0.5 a/10 to m/4, which does not go below 0: in week 2 all of it is gone. */
    @Test
    void aTobitWeekSwitchesOff() {
        var off = new Intervention("a", 0, LAST, -1);
        double total = 0;
        double induced = 0;
        for (int t = 0; t < Y.length; t++) {
            double m = Math.max(0, M[t] - SCALE_M * ShopModel.A_TO_M * A[t] / SCALE_A);
            induced += M[t] - m;
            total += Y[t] > 1 ? Y[t] * (1 - base(0, m) / base(A[t], M[t])) : 0;
        }
        assertThat(shop.effect(Kind.INDUCED_SPEND, off, FIXED))
                .isCloseTo(induced, within(1e-12 * induced));
        assertThat(total(off)).isCloseTo(total, within(1e-12 * total));
    }

    @Test
    void aTobitMediatorSetToZero() {
        double expected = 0;
        for (int t = 0; t < Y.length; t++) {
            expected += Y[t] > 1 ? Y[t] * (1 - base(A[t], 0) / base(A[t], M[t])) : 0;
        }
        assertThat(total(new Intervention("m", 0, LAST, -1)))
                .isCloseTo(expected, within(1e-12 * expected));
    }

    @Test
    void theFloorBindsInACounterfactual() {
        shop.theta[shop.model.parameters().slot("control_promo_to_y")] = 50;
        // Without a promotion worth e⁵⁰ its two weeks would sell nothing.
        assertThat(total(new Intervention("promo", 0, LAST, -1)))
                .isCloseTo(Y[1] + Y[4] - 2, within(1e-12 * Y[1]));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void totalsAreSumsAndTheShortWayToThem(long seed) throws IOException {
        Instance instance =
                RandomGraph.real(
                        folder,
                        seed,
                        "c1 -> m1, c1 -> m2, m1 -> m2, m1 -> y, m2 -> y, c1 -> y, c2 -> y"
                                .split(", "));
        List<String> levers = new ArrayList<>();
        instance.model().spec().sources().stream().map(Node::name).forEach(levers::add);
        instance.model().spec().controls().stream().map(Control::name).forEach(levers::add);
        for (String lever : levers) {
            var intervention = new Intervention(lever, 9, 25, 0.4);
            var decomposition = new EffectDecomposition(instance.model(), intervention);
            double[] x = new double[decomposition.effects().size()];
            decomposition.evaluate(instance.theta(), RandomGraph.LATENTS, x);
            double scale = Math.max(Math.abs(x[0]), Math.abs(x[1]));
            assertThat(x[Kind.TOTAL.ordinal()])
                    .isCloseTo(
                            x[Kind.DIRECT.ordinal()] + x[Kind.INDIRECT.ordinal()],
                            within(1e-12 * scale));
            var factual = new Factual(instance.model());
            factual.evaluate(instance.theta(), RandomGraph.LATENTS);
            double[][] total = new double[1][1];
            new TotalEffect(factual, intervention).evaluate(total);
            assertThat(total[0][0]).isCloseTo(x[Kind.TOTAL.ordinal()], within(1e-12 * scale));
        }
    }
}

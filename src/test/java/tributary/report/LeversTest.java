package tributary.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import tributary.store.EffectRow;

import java.util.List;

class LeversTest {
    private static final EffectRow PRICE =
            NationalRun.row("average_price", "elasticity", -1.6, -2, -1.1);

    private static String strongest(EffectRow... rows) {
        return Levers.strongest(NationalRun.with(List.of(rows))).orElse("");
    }

    @Test
    void intervalsThatOverlapInSizeAreHedged() {
        EffectRow above = NationalRun.row("instagram_spend", "elasticity", 1.2, 0.8, 1.5);
        EffectRow below = NationalRun.row("facebook_spend", "elasticity", 0.2, 0.1, 0.3);

        assertThat(strongest(above, below, PRICE))
                .startsWith("The strongest lever is average_price: ")
                .contains("by −1.60\u00a0% (90\u00a0% interval −2.00 to −1.10\u00a0%)")
                .endsWith(
                        " That it is stronger than instagram_spend is not certain: the intervals"
                                + " overlap in size.");
        assertThat(strongest(below, PRICE)).endsWith("given the model and its assumptions.");
    }

    /** A large median whose interval includes zero does not lead, but may be the larger one. */
    @Test
    void theStrongestIsClearOfZero() {
        EffectRow unclear = NationalRun.row("emails_send", "elasticity", 3, -1, 7);

        assertThat(strongest(unclear, PRICE))
                .startsWith("The strongest lever is average_price: ")
                .contains("stronger than emails_send is not certain");
        assertThat(strongest(unclear)).startsWith("No lever's elasticity can be told from zero");
        assertThat(strongest()).isEmpty();
    }
}

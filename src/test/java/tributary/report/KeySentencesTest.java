package tributary.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import tributary.diagnostics.Verdict;
import tributary.store.EffectRow;

import java.util.List;
import java.util.Optional;

class KeySentencesTest {
    private static final EffectRow PRICE =
            NationalRun.row("average_price", "elasticity", -1.6, -2, -1.1);

    private static List<String> sentences(EffectRow... rows) {
        return KeySentences.of(NationalRun.with(List.of(rows)), Optional.empty());
    }

    private static EffectRow roi(String source, double q05, double q95) {
        return NationalRun.row(source, "roi", 0.5 * (q05 + q95), q05, q95);
    }

    @Test
    void theLargestEffectIsHedgedWhereAnotherMayBeLarger() {
        EffectRow large = NationalRun.row("facebook_spend", "total", 900, 400, 1500);
        EffectRow near = NationalRun.row("instagram_spend", "total", 600, 300, 1000);
        EffectRow far = NationalRun.row("instagram_spend", "total", 200, 100, 300);

        assertThat(sentences(near, large).getFirst())
                .contains("facebook_spend has the largest", "900 (90\u00a0% interval 400 to 1,500)")
                .endsWith("though the data do not rule out that instagram_spend does.");
        assertThat(sentences(far, large).getFirst()).doesNotContain("rule out");
        assertThat(sentences(PRICE).getFirst()).startsWith("This run holds no total effect");
    }

    @Test
    void anIndirectEffectClearOfZeroIsNamedWithWhatIsAssumed() {
        EffectRow adds = NationalRun.row("facebook_spend", "indirect", 9, 4, 12);
        EffectRow takes = NationalRun.row("facebook_spend", "indirect", -9, -12, -4);

        assertThat(sentences(adds).get(1))
                .isEqualTo(
                        "Channels also act through google_spend or site_visits, facebook_spend"
                                + " most: 9.0 (90\u00a0% interval 4.0 to 12.0) of revenue comes"
                                + " that way, so judging it by its direct effect alone would"
                                + " undervalue it; that more site_visits and google_spend raises"
                                + " revenue is assumed, only by how much is estimated.");
        assertThat(sentences(takes).get(1)).contains("would overvalue it");
    }

    @Test
    void returnsAreSortedIntoClearAndUndecided() {
        assertThat(sentences(PRICE, roi("facebook_spend", 0.5, 2)).get(2))
                .startsWith("The strongest lever is average_price, of which 1\u00a0% more")
                .endsWith(
                        "; whether facebook_spend returned what it cost the data cannot tell, as"
                                + " the 90\u00a0% interval of its return includes 1.");
        assertThat(sentences(roi("facebook_spend", 0.1, 0.4), roi("instagram_spend", 2, 3)).get(2))
                .isEqualTo(
                        "No lever's strength can be told from zero; by these numbers"
                                + " instagram_spend returned more than it cost, facebook_spend"
                                + " less.");
        assertThat(sentences(roi("facebook_spend", 0.1, 0.4)).get(2))
                .endsWith("by these numbers every paid source returned less than it cost.");
        assertThat(sentences(PRICE).get(2)).endsWith("is not known, for want of spend.");
    }

    @Test
    void aFitThatFailedSaysNoNumber() {
        var failed = new Verdict(Verdict.Level.FAIL, List.of("R-hat 1.2 > 1.05 for sigma"));

        assertThat(KeySentences.of(SampleRun.withVerdict(failed), Optional.empty()))
                .hasSize(3)
                .allMatch(sentence -> sentence.matches("\\D+"))
                .first()
                .asString()
                .startsWith("This fit must not be used");
    }
}

package tributary.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

/** What a browser reads from escaped text is that text, in an element as in an attribute. */
class MarkupTest {
    private static final String HOSTILE =
            "</script><b onmouseover=\"x('1')\">&amp; <!-- Ünï 💥 \n\t end";

    @Test
    void browsersReadTheTextBack() {
        String escaped = Markup.escape(HOSTILE);
        Document page =
                Jsoup.parse("<p title=\"" + escaped + "\" lang='" + escaped + "'>" + escaped);
        assertThat(page.body().children()).hasSize(1);
        assertThat(page.expectFirst("p").wholeText()).isEqualTo(HOSTILE);
        assertThat(page.expectFirst("p").attr("title")).isEqualTo(HOSTILE);
        assertThat(page.expectFirst("p").attr("lang")).isEqualTo(HOSTILE);
    }

    @Test
    void plainTextStaysAsItIs() {
        assertThat(Markup.escape("tv → revenue, 1–2 % €")).isEqualTo("tv → revenue, 1–2 % €");
    }
}

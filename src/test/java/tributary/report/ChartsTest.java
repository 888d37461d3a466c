package tributary.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import tributary.spec.ModelSpec;
import tributary.spec.Path;

import java.util.List;

class ChartsTest {
    private static final ModelSpec MODEL = SampleRun.create().model();

    @Test
    void nodesOfTheGraphDoNotOverlap() {
        List<DagLayout.Box> boxes = new DagLayout(MODEL).boxes();

        assertThat(boxes).hasSize(MODEL.sources().size() + 1);
        for (DagLayout.Box a : boxes) {
            for (DagLayout.Box b : boxes) {
                boolean apart =
                        a.x() + a.width() <= b.x()
                                || b.x() + b.width() <= a.x()
                                || a.y() + a.height() <= b.y()
                                || b.y() + b.height() <= a.y();
                assertThat(a.equals(b) || apart).as("%s and %s", a, b).isTrue();
            }
        }
    }

    @Test
    void pathsRunRightwardsAndClearOfOtherNodes() {
        var layout = new DagLayout(MODEL);
        for (Path path : MODEL.paths()) {
            List<DagLayout.Point> route = layout.route(path);
            assertThat(route).hasSizeGreaterThanOrEqualTo(2);
            for (int i = 1; i < route.size(); i++) {
                assertThat(route.get(i).x()).isGreaterThan(route.get(i - 1).x());
            }
            for (DagLayout.Point point : route.subList(1, route.size() - 1)) {
                assertThat(layout.boxes())
                        .noneMatch(box ->
                                point.x() >= box.x()
                                        && point.x() <= box.x() + box.width()
                                        && point.y() >= box.y()
                                        && point.y() <= box.y() + box.height());
            }
        }
    }

    @Test
    void ticksAreRoundAndInside() {
        Axis axis = Axis.linear(-0.3, 12.9, 100, 500);

        assertThat(axis.ticks(6)).containsExactly(0.0, 2.5, 5.0, 7.5, 10.0, 12.5);
        assertThat(axis.label(2.5, 6)).isEqualTo("2.5");
        assertThat(axis.at(axis.low())).isEqualTo(100);
        assertThat(axis.at(axis.high())).isCloseTo(500, within(1e-9));
    }

    @Test
    void logarithmicTicksCountDecades() {
        Axis axis = Axis.logarithmic(0.05, 30, 0, 100);

        assertThat(axis.ticks(6)).containsExactly(0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0);
        assertThat(axis.at(0.5) - axis.at(0.05)).isCloseTo(axis.at(5) - axis.at(0.5), within(1e-9));
    }

    @Test
    void textInPicturesIsEscaped() {
        var svg = new Svg(10, 10, "<t>", "\"d\" & 'e'");
        svg.text(0, 0, "a\u0007<b>", Svg.Anchor.START, "label");

        assertThat(svg.toString())
                .contains("&lt;t&gt;", "&quot;d&quot; &amp; &#39;e&#39;", "a &lt;b&gt;")
                .doesNotContain("<b>");
    }
}

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
    void signedTicksAreEvenInDecadesOnBothSides() {
        Axis axis = Axis.signed(-10.8, 0.99, 0.001, 0, 100);

        assertThat(axis.ticks(6)).containsExactly(-10.0, -1.0, -0.1, -0.01, 0.0, 0.01, 0.1, 1.0);
        assertThat(axis.label(-0.01, 6)).isEqualTo("−0.01");
        assertThat(axis.at(1) - axis.at(0.1))
                .isCloseTo(axis.at(-1) - axis.at(-10), within(0.01))
                .isGreaterThan(10);
        assertThat(axis.at(0.0005) - axis.at(0)).isGreaterThan(2);
        assertThat(axis.at(0) - axis.at(-0.02)).isCloseTo(axis.at(0.02) - axis.at(0), within(1e-9));
        assertThat(axis.remark()).isEqualTo(" (logarithmic on both sides of zero)");
    }

    @Test
    void manyDecadesAreThinned() {
        List<Double> ticks = Axis.signed(-1e6, 1e6, 1, 0, 100).ticks(6);

        assertThat(ticks).contains(-1e6, 0.0, 1e6).hasSizeLessThanOrEqualTo(9);
    }

    @Test
    void aForestOfVeryDifferentSizesIsSignedLogarithmic() {
        String wide = forest(5_000_000);
        String even = forest(20_000);

        assertThat(wide).contains("effect (logarithmic on both sides of zero)", ">1,000,000<");
        assertThat(even).contains(">effect<").doesNotContain("logarithmic");
    }

    private static String forest(double largest) {
        ForestChart.Kind kind = ForestChart.Kind.TOTAL;
        return ForestChart.draw(
                "title",
                "description",
                "effect",
                0,
                List.of(
                        new ForestChart.Group(
                                "a",
                                List.of(
                                        new ForestChart.Row("x", kind, -900, 0, 400, 800, 1400),
                                        new ForestChart.Row("y", kind, 0, 0, 0, 0, 0),
                                        new ForestChart.Row("z", kind, 1e3, 2e3, 3e3, 4e3, 5e3),
                                        new ForestChart.Row(
                                                "w",
                                                kind,
                                                0.9 * largest,
                                                largest,
                                                largest,
                                                largest,
                                                1.1 * largest)))));
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

package tributary.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import tributary.spec.ModelSpec;
import tributary.spec.Path;

import java.util.ArrayList;
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
    void labelsOfPathsRunLevelAndApart() {
        var layout = new DagLayout(MODEL);
        List<DagLayout.Point> starts = new ArrayList<>();
        for (Path path : MODEL.paths()) {
            List<DagLayout.Point> route = layout.route(path);
            DagLayout.Point start = route.getFirst();
            assertThat(route.get(1).y()).isEqualTo(start.y());
            assertThat(route.get(1).x() - start.x()).isEqualTo(DagLayout.LABEL_WIDTH);
            for (DagLayout.Point other : starts) {
                assertThat(other.x() != start.x() || Math.abs(other.y() - start.y()) >= 15)
                        .as(path.arrow())
                        .isTrue();
            }
            starts.add(start);
        }
    }

    @Test
    void numbersAreWrittenExactlyAndSeriesRounded() {
        var charts = new Charts();
        charts.add(
                "a",
                new Chart.Density(
                        new double[] {1 / 3.0, Double.NaN, -0.0, 1e-300},
                        new double[] {123_456_789},
                        new double[] {}));
        charts.add(
                "b",
                new Chart.Forest(
                        "x < & y",
                        1 / 3.0,
                        List.of(
                                new Chart.View(
                                        "",
                                        List.of(
                                                new Chart.Interval(
                                                        "</script>",
                                                        "",
                                                        "total",
                                                        1,
                                                        Double.NaN,
                                                        2,
                                                        Double.NaN,
                                                        3,
                                                        ""))))));

        assertThat(charts.json())
                .isEqualTo(
                        "{\"charts\":{\"a\":{\"type\":\"density\",\"edges\":[0.333333,null,0,1E-300],"
                            + "\"prior\":[1.23457E+8],\"posterior\":[]},\"b\":{\"type\":\"forest\",\"axis\":\"x"
                            + " \\u003c \\u0026 y\","
                            + "\"reference\":0.3333333333333333,\"views\":[{\"label\":\"\",\"rows\":"
                            + "[{\"group\":\"\\u003c/script\\u003e\",\"label\":\"\",\"kind\":\"total\","
                            + "\"q05\":1.0,\"q25\":null,\"median\":2.0,\"q75\":null,\"q95\":3.0,"
                            + "\"text\":\"\"}]}]}}}");
        assertThatThrownBy(() -> charts.add("a", new Chart.Traces(List.of())))
                .hasMessage("name: a is taken");
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

package tributary.report;

import tributary.diagnostics.ParameterSummary;
import tributary.spec.Channel;
import tributary.spec.Control;
import tributary.spec.Mediator;
import tributary.spec.ModelSpec;
import tributary.spec.Node;
import tributary.spec.Outcome;
import tributary.spec.Path;

import java.util.List;
import java.util.Map;

/** The causal graph with each path's coefficient: median and 90 % interval. */
final class DagChart {
    private static final double MARGIN = 2;
    private static final double ARROW = 7;

    /** Width of a letter of the rows, on the wide side: fonts differ between machines. */
    private static final double LETTER = 6.6;

    private DagChart() {}

    /**
     * Draws the graph.
     *
     * @param parameters summaries by parameter name
     */
    static String draw(ModelSpec model, Map<String, ParameterSummary> parameters) {
        var layout = new DagLayout(model);
        var svg =
                new Svg(
                        layout.width() + 2 * MARGIN,
                        layout.height() + 2 * MARGIN,
                        "Causal graph",
                        description(model, parameters));
        for (Path path : model.paths()) {
            String kind = isDirect(model, path) ? "direct" : "indirect";
            String dashed = coversZero(path, parameters) ? " dashed" : "";
            List<DagLayout.Point> route = layout.route(path);
            svg.path(
                    curve(route),
                    "edge " + kind + dashed,
                    path.arrow() + ": " + estimate(path, parameters));
            svg.path(arrowHead(route.getLast()), "head " + kind);
        }
        layout.boxes().forEach(box -> drawBox(svg, box, parameters));
        return svg.toString();
    }

    private static boolean isDirect(ModelSpec model, Path path) {
        return path.to().equals(model.outcome().name())
                && model.channels().stream().map(Channel::name).anyMatch(path.from()::equals);
    }

    private static boolean coversZero(Path path, Map<String, ParameterSummary> parameters) {
        ParameterSummary summary = parameters.get(coefficient(path));
        return path.sign() == Path.Sign.ANY
                && summary != null
                && summary.q05() < 0
                && summary.q95() > 0;
    }

    private static String coefficient(Path path) {
        return "coefficient_" + path.from() + "_to_" + path.to();
    }

    private static String estimate(Path path, Map<String, ParameterSummary> parameters) {
        ParameterSummary summary = parameters.get(coefficient(path));
        return summary == null
                ? "–"
                : Numbers.briefEstimate(summary.q50(), summary.q05(), summary.q95());
    }

    private static String description(ModelSpec model, Map<String, ParameterSummary> parameters) {
        var text = new StringBuilder("Paths with median and 90 % interval of their coefficient:");
        for (Path path : model.paths()) {
            text.append(' ').append(path.arrow()).append(": ");
            text.append(estimate(path, parameters)).append(';');
        }
        return text.toString();
    }

    private static void drawBox(
            Svg svg, DagLayout.Box box, Map<String, ParameterSummary> parameters) {
        double x = box.x() + MARGIN;
        double y = box.y() + MARGIN;
        svg.rectangle(x, y, box.width(), box.height(), 5, "node " + style(box.node()));
        int letters = (int) (box.width() / 7.6);
        double head = box.out().isEmpty() ? y + box.height() / 2 + 4.5 : y + 17;
        svg.shortened(x + 9, head, box.node().name(), letters, Svg.Anchor.START, "label strong");
        for (int i = 0; i < box.out().size(); i++) {
            Path path = box.out().get(i);
            double row = y + DagLayout.HEAD + DagLayout.ROW * (i + 0.5) + 4;
            String estimate = estimate(path, parameters);
            int room = (int) ((box.width() - 20) / LETTER) - estimate.length();
            svg.shortened(x + 9, row, "→ " + path.to(), room, Svg.Anchor.START, "small");
            svg.text(x + box.width() - 8, row, estimate, Svg.Anchor.END, "small value");
        }
    }

    private static String style(Node node) {
        return switch (node) {
            case Channel _ -> "channel";
            case Mediator _ -> "mediator";
            case Outcome _ -> "outcome";
            case Control _ -> "control";
        };
    }

    /**
     * Smooth through all points, horizontal in each; the last piece stops short of the arrow's tip.
     */
    private static String curve(List<DagLayout.Point> route) {
        var data = new StringBuilder("M" + at(route.getFirst(), 0));
        for (int i = 1; i < route.size(); i++) {
            DagLayout.Point from = route.get(i - 1);
            DagLayout.Point to = route.get(i);
            double half = (to.x() - from.x()) / 2;
            double short_ = i == route.size() - 1 ? -ARROW : 0;
            data.append(" C")
                    .append(at(from, half))
                    .append(' ')
                    .append(at(to, -half))
                    .append(' ')
                    .append(at(to, short_));
        }
        return data.toString();
    }

    private static String arrowHead(DagLayout.Point tip) {
        double x = tip.x() + MARGIN;
        double y = tip.y() + MARGIN;
        return "M%s %sl%s %sv%sZ"
                .formatted(
                        Svg.coordinate(x),
                        Svg.coordinate(y),
                        Svg.coordinate(-ARROW),
                        Svg.coordinate(-ARROW / 2),
                        Svg.coordinate(ARROW));
    }

    private static String at(DagLayout.Point point, double shift) {
        return Svg.coordinate(point.x() + shift + MARGIN)
                + " "
                + Svg.coordinate(point.y() + MARGIN);
    }
}

package tributary.report;

import tributary.spec.Channel;
import tributary.spec.Control;
import tributary.spec.Mediator;
import tributary.spec.ModelSpec;
import tributary.spec.Node;
import tributary.spec.Outcome;
import tributary.spec.Path;

import java.util.List;

/**
 * The causal graph with what each path carries on its arrow: median and 90 % interval; the wider
 * the line, the larger the median.
 */
final class DagChart {
    private static final double MARGIN = 4;
    private static final double ARROW = 9;
    private static final double THINNEST = 1.2;
    private static final double WIDEST = 7;

    /** Width of a letter, on the wide side: fonts differ between machines. */
    private static final double LETTER = 7.6;

    private DagChart() {}

    /** Draws the graph. */
    static String draw(ModelSpec model, PathEffects effects) {
        var layout = new DagLayout(model);
        var svg =
                new Svg(
                        layout.width() + 2 * MARGIN,
                        layout.height() + 2 * MARGIN,
                        "Causal graph",
                        description(model, effects));
        model.paths().forEach(path -> drawPath(svg, model, layout.route(path), path, effects));
        layout.boxes().forEach(box -> drawBox(svg, box));
        return svg.toString();
    }

    private static void drawPath(
            Svg svg, ModelSpec model, List<DagLayout.Point> route, Path path, PathEffects effects) {
        String kind = isDirect(model, path) ? "direct" : "indirect";
        String dashed = effects.coversZero(path) ? " dashed" : "";
        double width = THINNEST + (WIDEST - THINNEST) * effects.relativeSize(path);
        svg.openArrow(kind, effects.inWords(path));
        svg.path(curve(route), "hit");
        svg.path(curve(route), "edge " + kind + dashed, width);
        svg.path(arrowHead(route.getLast(), 0.5 * (ARROW + width)), "head " + kind);
        DagLayout.Point start = route.getFirst();
        svg.text(
                start.x() + MARGIN + 6,
                start.y() + MARGIN - 0.5 * width - 3,
                effects.label(path),
                Svg.Anchor.START,
                "small value");
        svg.closeGroup();
    }

    private static boolean isDirect(ModelSpec model, Path path) {
        return path.to().equals(model.outcome().name())
                && model.channels().stream().map(Channel::name).anyMatch(path.from()::equals);
    }

    private static String description(ModelSpec model, PathEffects effects) {
        var text = new StringBuilder("Paths with median and 90 % interval of what they carry:");
        for (Path path : model.paths()) {
            text.append(' ').append(effects.inWords(path)).append('.');
        }
        return text.toString();
    }

    private static void drawBox(Svg svg, DagLayout.Box box) {
        double x = box.x() + MARGIN;
        double y = box.y() + MARGIN;
        svg.rectangle(x, y, box.width(), box.height(), 5, "node " + style(box.node()));
        int letters = (int) ((box.width() - 16) / LETTER);
        double middle = y + box.height() / 2 + 4.5;
        svg.shortened(x + 9, middle, box.node().name(), letters, Svg.Anchor.START, "label strong");
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

    private static String arrowHead(DagLayout.Point tip, double halfWidth) {
        return "M%s %sl%s %sv%sZ"
                .formatted(
                        Svg.coordinate(tip.x() + MARGIN),
                        Svg.coordinate(tip.y() + MARGIN),
                        Svg.coordinate(-ARROW),
                        Svg.coordinate(-halfWidth),
                        Svg.coordinate(2 * halfWidth));
    }

    private static String at(DagLayout.Point point, double shift) {
        return Svg.coordinate(point.x() + shift + MARGIN)
                + " "
                + Svg.coordinate(point.y() + MARGIN);
    }
}

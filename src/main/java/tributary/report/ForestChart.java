package tributary.report;

import java.util.List;

/**
 * Intervals of many quantities under one another: a thick bar for 50 %, a thin one for 90 %, a mark
 * at the median, and the numbers beside them.
 */
final class ForestChart {
    private static final int TICKS = 6;
    private static final double WIDTH = 980;
    private static final double LEFT = 280;
    private static final double RIGHT = WIDTH - 236;
    private static final double ROW = 20;
    private static final double GROUP_GAP = 12;
    private static final double TOP = 34;

    /** Size from which numbers are shown in millions: longer ones would not fit beside the bars. */
    private static final double LARGE = 1e8;

    private static final double MILLION = 1e6;

    /** Ratio of sizes from which on a linear axis would show the smaller ones as zero. */
    private static final double CROWDED = 50;

    /** Sizes below this share of the largest are not told apart. */
    private static final double SMALLEST_SHARE = 1e-5;

    private static final String ESTIMATES = "median (90 % interval)";

    private ForestChart() {}

    /** Rows that belong together, such as the effects of one source. */
    record Group(String name, List<Row> rows) {}

    /** One interval; {@code kind} is the class that colours it and chooses the mark. */
    record Row(
            String label,
            Kind kind,
            double q05,
            double q25,
            double median,
            double q75,
            double q95) {
        private Row per(double unit) {
            return new Row(
                    label, kind, q05 / unit, q25 / unit, median / unit, q75 / unit, q95 / unit);
        }
    }

    /** What a row shows; each has a colour and a mark of its own. */
    enum Kind {
        DIRECT("direct"),
        INDIRECT("indirect"),
        TOTAL("total"),
        MEDIA("media"),
        CONTROL("control");

        private final String style;

        Kind(String style) {
            this.style = style;
        }
    }

    /**
     * Draws the groups.
     *
     * @param axisLabel what the axis shows, with its unit
     * @param reference value of the vertical line that rows are compared with
     */
    static String draw(
            String title,
            String description,
            String axisLabel,
            double reference,
            List<Group> groups) {
        double largest =
                groups.stream()
                        .flatMap(group -> group.rows().stream())
                        .mapToDouble(row -> Math.max(Math.abs(row.q05()), Math.abs(row.q95())))
                        .max()
                        .orElse(0);
        return largest < LARGE
                ? draw(title, description, axisLabel, ESTIMATES, reference, groups)
                : draw(
                        title,
                        description,
                        axisLabel + ", millions",
                        ESTIMATES + ", millions",
                        reference / MILLION,
                        groups.stream().map(ForestChart::inMillions).toList());
    }

    private static Group inMillions(Group group) {
        return new Group(group.name(), group.rows().stream().map(row -> row.per(MILLION)).toList());
    }

    private static String draw(
            String title,
            String description,
            String axisLabel,
            String estimates,
            double reference,
            List<Group> groups) {
        double height = TOP + 46;
        for (Group group : groups) {
            height += GROUP_GAP + ROW * group.rows().size();
        }
        var svg = new Svg(WIDTH, height, title, description);
        Axis axis = axis(groups, reference);
        double bottom = height - 46;
        drawFrame(svg, axis, axisLabel, reference, bottom);
        svg.text(WIDTH, TOP - 12, estimates, Svg.Anchor.END, "tick");
        double y = TOP;
        for (Group group : groups) {
            y += GROUP_GAP / 2;
            svg.shortened(0, y + ROW / 2 + 4, group.name(), 21, Svg.Anchor.START, "label strong");
            for (Row row : group.rows()) {
                drawRow(svg, axis, row, y + ROW / 2);
                y += ROW;
            }
            y += GROUP_GAP / 2;
            svg.line(0, y, WIDTH, y, "grid");
        }
        return svg.toString();
    }

    private static Axis axis(List<Group> groups, double reference) {
        List<Row> rows = groups.stream().flatMap(group -> group.rows().stream()).toList();
        double low = reference;
        double high = reference;
        for (Row row : rows) {
            low = Math.min(low, row.q05());
            high = Math.max(high, row.q95());
        }
        // A few large values would press all others against zero.
        if (low > 0 && high / low > CROWDED) {
            return Axis.logarithmic(low, high, LEFT, RIGHT);
        }
        double[] sizes =
                rows.stream()
                        .mapToDouble(row -> Math.max(Math.abs(row.q05()), Math.abs(row.q95())))
                        .filter(size -> size > 0)
                        .sorted()
                        .toArray();
        if (sizes.length == 0 || sizes[sizes.length - 1] < CROWDED * sizes[sizes.length / 2]) {
            return Axis.linear(low, high, LEFT, RIGHT);
        }
        double linearBelow = Math.max(sizes[0], SMALLEST_SHARE * sizes[sizes.length - 1]);
        return Axis.signed(
                low, high, Math.pow(10, Math.rint(Math.log10(linearBelow))), LEFT, RIGHT);
    }

    private static void drawFrame(
            Svg svg, Axis axis, String axisLabel, double reference, double bottom) {
        for (double tick : axis.ticks(TICKS)) {
            double x = axis.at(tick);
            svg.line(x, TOP, x, bottom, "grid");
            svg.text(x, bottom + 16, axis.label(tick, TICKS), Svg.Anchor.MIDDLE, "tick");
        }
        svg.line(axis.at(reference), TOP, axis.at(reference), bottom, "reference");
        svg.text(
                (LEFT + RIGHT) / 2,
                bottom + 36,
                axisLabel + axis.remark(),
                Svg.Anchor.MIDDLE,
                "label");
    }

    private static void drawRow(Svg svg, Axis axis, Row row, double y) {
        String style = row.kind().style;
        double x = axis.at(row.median());
        svg.text(LEFT - 12, y + 4, row.label(), Svg.Anchor.END, "tick");
        svg.line(axis.at(row.q05()), y, axis.at(row.q95()), y, "interval90 " + style);
        svg.line(axis.at(row.q25()), y, axis.at(row.q75()), y, "interval50 " + style);
        switch (row.kind()) {
            case DIRECT, MEDIA -> svg.circle(x, y, 4.5, "mark " + style);
            case INDIRECT, CONTROL -> svg.path(diamond(x, y, 6), "mark " + style);
            case TOTAL -> svg.rectangle(x - 4.5, y - 4.5, 9, 9, 0, "mark " + style);
        }
        svg.text(
                WIDTH,
                y + 4,
                Numbers.estimate(row.median(), row.q05(), row.q95()),
                Svg.Anchor.END,
                "value");
    }

    private static String diamond(double x, double y, double r) {
        return "M%s %sL%s %sL%s %sL%s %sZ"
                .formatted(
                        Svg.coordinate(x - r),
                        Svg.coordinate(y),
                        Svg.coordinate(x),
                        Svg.coordinate(y - r),
                        Svg.coordinate(x + r),
                        Svg.coordinate(y),
                        Svg.coordinate(x),
                        Svg.coordinate(y + r));
    }
}

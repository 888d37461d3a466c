package tributary.report;

import tributary.fit.Band;
import tributary.fit.WeeklyDecomposition;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The section on what the expected outcome is made of: week by week, and summed over the weeks.
 *
 * @param chart name of the chart by week
 * @param totals name of the chart of sums
 * @param rows the sums as text
 * @param weeks each week's parts as text, in the order of the rows; empty where they are too many
 */
record Contributions(String chart, String totals, String draws, List<Row> rows, List<Week> weeks) {
    /** Most numbers by week that are printed. */
    private static final int PRINTED = 15_000;

    /** One part; {@code share} is of the sum observed. */
    record Row(String name, String kind, String total, String share) {}

    /** One week as text. */
    record Week(String week, String observed, String expected, List<String> parts) {}

    /** The section of a decomposition; charts are added under "decomposition" and "totals". */
    static Contributions of(String outcome, WeeklyDecomposition parts, Charts charts) {
        List<String> weeks = parts.weeks().stream().map(LocalDate::toString).toList();
        double observed = Arrays.stream(parts.observed()).filter(Double::isFinite).sum();
        var byWeek =
                new Chart.Decomposition(
                        outcome + " per week",
                        weeks,
                        parts.observed(),
                        parts.expected().median(),
                        parts.components().stream().map(Contributions::part).toList());
        var totals =
                new Chart.Forest(
                        "sum over the weeks fitted, in units of " + outcome,
                        0,
                        List.of(
                                new Chart.View(
                                        "",
                                        parts.components().stream()
                                                .map(Contributions::interval)
                                                .toList())));
        return new Contributions(
                charts.add("decomposition", byWeek),
                charts.add("totals", totals),
                Numbers.count(parts.draws()),
                parts.components().stream().map(part -> row(part, observed)).toList(),
                weeks.size() * parts.components().size() > PRINTED
                        ? List.of()
                        : weeks(parts, weeks));
    }

    private static Chart.Part part(WeeklyDecomposition.Component part) {
        return new Chart.Part(
                name(part),
                Words.lower(part.kind()),
                part.mean(),
                part.band().q05(),
                part.band().q95());
    }

    /** Only its median and 90 % interval are known. */
    private static Chart.Interval interval(WeeklyDecomposition.Component part) {
        Band total = part.total();
        return new Chart.Interval(
                name(part),
                words(part.kind()),
                Words.lower(part.kind()),
                total.q05()[0],
                Double.NaN,
                total.median()[0],
                Double.NaN,
                total.q95()[0],
                estimate(total, 1));
    }

    private static Row row(WeeklyDecomposition.Component part, double observed) {
        return new Row(
                name(part),
                words(part.kind()),
                estimate(part.total(), 1),
                observed > 0 ? estimate(part.total(), 100 / observed) : "–");
    }

    private static String estimate(Band total, double factor) {
        return Numbers.estimate(
                factor * total.median()[0], factor * total.q05()[0], factor * total.q95()[0]);
    }

    private static List<Week> weeks(WeeklyDecomposition parts, List<String> weeks) {
        return IntStream.range(0, weeks.size())
                .mapToObj(t ->
                        new Week(
                                weeks.get(t),
                                Numbers.format(parts.observed()[t]),
                                Numbers.interval(
                                        parts.expected().q05()[t], parts.expected().q95()[t]),
                                parts.components().stream()
                                        .map(part ->
                                                Numbers.briefEstimate(
                                                        part.band().median()[t],
                                                        part.band().q05()[t],
                                                        part.band().q95()[t]))
                                        .toList()))
                .toList();
    }

    /** Parts may share the name of a source: its own effect and what flows through it. */
    private static String name(WeeklyDecomposition.Component part) {
        return part.kind() == WeeklyDecomposition.Kind.MEDIATED
                ? "through " + part.name()
                : part.name();
    }

    private static String words(WeeklyDecomposition.Kind kind) {
        return switch (kind) {
            case BASELINE -> "baseline";
            case CONTROL -> "control";
            case MEDIA -> "own path";
            case MEDIATED -> "mediated media";
        };
    }
}

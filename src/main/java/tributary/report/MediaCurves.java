package tributary.report;

import tributary.fit.Band;
import tributary.fit.MediaCurve;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The section on carry-over and saturation, one pair of curves for each source. */
record MediaCurves(List<Source> sources) {
    /** Amounts of which the table gives the response, as shares of the largest observed one. */
    private static final double[] SHARES = {0.25, 0.5, 0.75, 1};

    /**
     * One source: names of its charts, what they show in words, and points of them as text.
     *
     * @param carryOver name of the chart; empty where nothing is carried over
     */
    record Source(
            String name,
            String carryOver,
            String carryOverWords,
            String saturation,
            String saturationWords,
            List<Point> lags,
            List<Point> responses) {}

    /** One point of a curve as text. */
    record Point(String at, String estimate) {}

    /** The section of a run; charts are "carry-over-0", "saturation-0" and so on. */
    static MediaCurves of(List<MediaCurve> curves, Charts charts) {
        List<Source> sources = new ArrayList<>();
        for (MediaCurve curve : curves) {
            sources.add(source(curve, sources.size(), charts));
        }
        return new MediaCurves(sources);
    }

    private static Source source(MediaCurve curve, int number, Charts charts) {
        boolean carried = curve.carryOver().median().length > 1;
        return new Source(
                curve.source(),
                carried ? charts.add("carry-over-" + number, carryOver(curve)) : "",
                carryOverWords(curve),
                charts.add("saturation-" + number, saturation(curve)),
                saturationWords(curve),
                carried ? lags(curve) : List.of(),
                responses(curve));
    }

    private static Chart.Curve carryOver(MediaCurve curve) {
        double[] lags = new double[curve.carryOver().median().length];
        Arrays.setAll(lags, lag -> lag);
        Band share = curve.carryOver();
        return new Chart.Curve(
                "weeks later",
                "% of effect",
                true,
                lags,
                percent(share.q05()),
                percent(share.median()),
                percent(share.q95()),
                Double.NaN,
                Double.NaN,
                Double.NaN);
    }

    private static Chart.Curve saturation(MediaCurve curve) {
        return new Chart.Curve(
                curve.unit() + " per week",
                "% of response at largest observed",
                false,
                curve.amount(),
                percent(curve.response().q05()),
                percent(curve.response().median()),
                percent(curve.response().q95()),
                curve.observedLow(),
                curve.observedMedian(),
                curve.observedHigh());
    }

    private static double[] percent(double[] shares) {
        return Arrays.stream(shares).map(share -> 100 * share).toArray();
    }

    private static String carryOverWords(MediaCurve curve) {
        Band share = curve.carryOver();
        if (share.median().length < 2) {
            return "Works in its own week only, by construction.";
        }
        return "%s of its effect comes in the week itself, the rest later."
                .formatted(estimate(share, 0));
    }

    private static String saturationWords(MediaCurve curve) {
        int half = nearest(curve.amount(), 0.5 * curve.observedHigh());
        if (curve.response().q95()[half] - curve.response().q05()[half] < 1e-9) {
            return "Its response is in proportion to the amount, by construction.";
        }
        return "Half of the largest weekly amount (%s of %s) brings %s of its response."
                .formatted(
                        Numbers.format(curve.amount()[half]),
                        Numbers.format(curve.observedHigh()),
                        estimate(curve.response(), half));
    }

    private static List<Point> lags(MediaCurve curve) {
        List<Point> points = new ArrayList<>();
        for (int lag = 0; lag < curve.carryOver().median().length; lag++) {
            points.add(new Point(Numbers.count(lag), estimate(curve.carryOver(), lag)));
        }
        return points;
    }

    private static List<Point> responses(MediaCurve curve) {
        return Arrays.stream(SHARES)
                .mapToInt(share -> nearest(curve.amount(), share * curve.observedHigh()))
                .distinct()
                .mapToObj(i ->
                        new Point(Numbers.format(curve.amount()[i]), estimate(curve.response(), i)))
                .toList();
    }

    private static int nearest(double[] amounts, double wanted) {
        int best = 0;
        for (int i = 1; i < amounts.length; i++) {
            if (Math.abs(amounts[i] - wanted) < Math.abs(amounts[best] - wanted)) {
                best = i;
            }
        }
        return best;
    }

    private static String estimate(Band share, int i) {
        return Numbers.estimateInWords(
                100 * share.median()[i], 100 * share.q05()[i], 100 * share.q95()[i], "\u00a0%");
    }
}

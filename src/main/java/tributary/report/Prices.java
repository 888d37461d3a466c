package tributary.report;

import tributary.fit.PriceResponse;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The section on the outcome at other prices, one curve for each price. */
record Prices(List<Price> prices) {
    /** One price: name of its chart, observed range in words, and the curve as text. */
    record Price(String control, String chart, String range, List<MediaCurves.Point> points) {}

    /** The section of a run; charts are "price-0", "price-1" and so on. */
    static Prices of(String outcome, List<PriceResponse> responses, Charts charts) {
        List<Price> prices = new ArrayList<>();
        for (PriceResponse response : responses) {
            prices.add(
                    new Price(
                            response.control(),
                            charts.add("price-" + prices.size(), curve(outcome, response)),
                            range(response),
                            points(response)));
        }
        return new Prices(prices);
    }

    private static Chart.Curve curve(String outcome, PriceResponse response) {
        return new Chart.Curve(
                "change of " + response.control() + " in every week, %",
                "change of " + outcome + ", %",
                false,
                Arrays.stream(response.change()).map(change -> 100 * change).toArray(),
                response.outcome().q05(),
                response.outcome().median(),
                response.outcome().q95(),
                relative(response, response.observedLow()),
                0,
                relative(response, response.observedHigh()));
    }

    /** A price in percent above the median one. */
    private static double relative(PriceResponse response, double price) {
        return 100 * (price / response.median() - 1);
    }

    private static String range(PriceResponse response) {
        return "Weeks fitted have seen prices from %s to %s, median %s: the shaded range. Beyond it the curve is the model's, not the data's."
                .formatted(
                        Numbers.format(response.observedLow()),
                        Numbers.format(response.observedHigh()),
                        Numbers.format(response.median()));
    }

    private static List<MediaCurves.Point> points(PriceResponse response) {
        List<MediaCurves.Point> points = new ArrayList<>();
        for (int i = 0; i < response.change().length; i++) {
            points.add(
                    new MediaCurves.Point(
                            Numbers.percent(response.change()[i]),
                            Numbers.estimateInWords(
                                    response.outcome().median()[i],
                                    response.outcome().q05()[i],
                                    response.outcome().q95()[i],
                                    "\u00a0%")));
        }
        return points;
    }
}

package tributary.model;

import static tributary.model.PlainEquations.get;

import tributary.spec.Adstock;
import tributary.spec.Saturation;
import tributary.spec.Source;
import tributary.spec.TransformOrder;

import java.util.Arrays;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Media transforms of model.md §3 as a reader would write them down. */
final class PlainMedia {
    private final PlainPanel panel;

    PlainMedia(PlainPanel panel) {
        this.panel = panel;
    }

    /**
     * h by row.
     *
     * @param s media in units of their scale
     * @param curve of the source or of the path
     * @param prefix of the curve's parameters
     * @param name of whom the curve is: a source, or {@code source_to_target}
     */
    double[] transform(
            Source source,
            double[] s,
            Saturation curve,
            String prefix,
            String name,
            Map<String, Double> p) {
        boolean saturationFirst = source.order() == TransformOrder.SATURATION_FIRST;
        double[] a = saturationFirst ? s : adstock(source, s, p);
        double[] h =
                Arrays.stream(a).map(x -> saturation(curve, x, prefix, name, p)).toArray();
        double[] result = saturationFirst ? adstock(source, h, p) : h;
        if (source.knots().isEmpty()) {
            return result;
        }
        double[] effect = knots("time_effect_" + source.name(), source.knots().getAsInt(), p);
        return panel.byRow(row -> result[row] * StrictMath.exp(effect[row]));
    }

    /** Piecewise linear between knots at even distances over the training weeks, by row. */
    double[] knots(String name, int n, Map<String, Double> p) {
        return panel.byRow(row -> {
            double time = Math.clamp(panel.trendTime(panel.week(row)), -1, 1);
            double sum = 0;
            for (int k = 0; k < n; k++) {
                double knot = -1 + 2.0 * k / (n - 1);
                double hat = Math.max(0, 1 - Math.abs(time - knot) * (n - 1) / 2);
                sum += hat * get(p, name + "." + (k + 1));
            }
            return sum;
        });
    }

    private double[] adstock(Source source, double[] s, Map<String, Double> p) {
        double[] weights = weights(source, p);
        return panel.byRow(row -> {
            double a = 0;
            for (int lag = 0; lag <= Math.min(panel.week(row), weights.length - 1); lag++) {
                a += weights[lag] * s[row - lag];
            }
            return a;
        });
    }

    private double[] weights(Source source, Map<String, Double> p) {
        String name = source.name();
        if (source.adstock() instanceof Adstock.None) {
            return new double[] {1};
        }
        double lambda = get(p, "decay_" + name);
        return switch (source.adstock()) {
            case Adstock.None none -> throw new AssertionError(none);
            case Adstock.Geometric(var window) ->
                    window.isPresent()
                            ? normalized(window.getAsInt(), l -> StrictMath.pow(lambda, l))
                            : IntStream.range(0, panel.weeks)
                                    .mapToDouble(l -> (1 - lambda) * StrictMath.pow(lambda, l))
                                    .toArray();
            case Adstock.Delayed(int window) -> {
                double peak = get(p, "peak_" + name);
                yield normalized(
                        window, l -> StrictMath.pow(lambda, (l - peak) * (l - peak)));
            }
            case Adstock.WeibullCdf(int window) -> {
                double shape = get(p, "shape_" + name);
                double scale = 1 + window * lambda;
                yield normalized(
                        window,
                        l ->
                                IntStream.rangeClosed(1, l)
                                        .mapToDouble(k ->
                                                StrictMath.exp(
                                                        -StrictMath.pow(k / scale, shape)))
                                        .reduce(1, (x, y) -> x * y));
            }
            case Adstock.WeibullPdf(int window) -> {
                double shape = get(p, "shape_" + name);
                double scale = 1 + window * lambda;
                yield normalized(
                        window,
                        l -> {
                            double x = (l + 1) / scale;
                            return shape
                                    / scale
                                    * StrictMath.pow(x, shape - 1)
                                    * StrictMath.exp(-StrictMath.pow(x, shape));
                        });
            }
            case Adstock.Binomial(int window) ->
                    normalized(
                            window,
                            l -> StrictMath.pow(1 - l / (window + 1.0), 1 / lambda - 1));
        };
    }

    private static double[] normalized(int window, IntToDoubleFunction weight) {
        double[] weights = IntStream.rangeClosed(0, window).mapToDouble(weight).toArray();
        double sum = Arrays.stream(weights).sum();
        return Arrays.stream(weights).map(w -> w / sum).toArray();
    }

    private static double saturation(
            Saturation curve, double a, String prefix, String name, Map<String, Double> p) {
        String half = prefix + "half_saturation_" + name;
        String slope = prefix + "slope_" + name;
        return switch (curve) {
            case LINEAR -> a;
            case POWER -> StrictMath.pow(a, get(p, slope));
            case HILL -> {
                double x = StrictMath.pow(a, get(p, slope));
                yield x / (x + StrictMath.pow(get(p, half), get(p, slope)));
            }
            case MICHAELIS_MENTEN -> a / (a + get(p, half));
            case TANH -> StrictMath.tanh(a / get(p, half));
            case LOG1P -> StrictMath.log1p(a / get(p, half)) / StrictMath.log(2);
            case LOGISTIC -> {
                double e = StrictMath.expm1(-a / get(p, half));
                yield -e / (2 + e);
            }
        };
    }
}

package tributary.model;

import static tributary.model.PlainEquations.get;

import tributary.spec.Saturation;
import tributary.spec.Source;
import tributary.spec.TransformOrder;

import java.util.Arrays;
import java.util.Map;

/** Media transforms of whole panels (model.md §3) as a reader would write them down. */
final class PlainTransforms {
    private final PlainPanel panel;

    PlainTransforms(PlainPanel panel) {
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
        double[] in = saturationFirst ? saturated(curve, prefix, name, s, p) : s;
        double[] a = adstock(source, in, p);
        double[] h = saturationFirst ? a : saturated(curve, prefix, name, a, p);
        if (source.knots().isEmpty()) {
            return h;
        }
        double[] effect = knots("time_effect_" + source.name(), source.knots().getAsInt(), p);
        return panel.byRow(row -> h[row] * StrictMath.exp(effect[row]));
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

    /** Every geo has a series of its own. */
    private double[] adstock(Source source, double[] s, Map<String, Double> p) {
        String name = source.name();
        double decay = p.getOrDefault("decay_" + name, Double.NaN);
        double shape = p.getOrDefault("shape_" + name, p.getOrDefault("peak_" + name, Double.NaN));
        double[] result = new double[s.length];
        for (int start = 0; start < s.length; start += panel.weeks) {
            double[] own = Arrays.copyOfRange(s, start, start + panel.weeks);
            double[] a = PlainMedia.adstock(source.adstock(), own, decay, shape);
            System.arraycopy(a, 0, result, start, a.length);
        }
        return result;
    }

    private static double[] saturated(
            Saturation curve, String prefix, String name, double[] a, Map<String, Double> p) {
        double half = p.getOrDefault(prefix + "half_saturation_" + name, Double.NaN);
        double slope = p.getOrDefault(prefix + "slope_" + name, Double.NaN);
        return Arrays.stream(a).map(x -> PlainMedia.saturation(curve, x, half, slope)).toArray();
    }
}

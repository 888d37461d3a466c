package tributary.model;

import java.util.ArrayList;
import java.util.List;

/**
 * From unconstrained coordinates of the C program to ours. It orders them u, ln K, ln S, μ, ln τ by
 * channel, z by channel and geo, α by geo, γ, ln σ. Ours have the names of the parameters, and α_g
 * gives way to the level of its geo, a shear with Jacobian 1:
 *
 * <pre>α*_g = α_g + Σ_c β_cg h̄_cg, h̄_cg the mean of h over the weeks</pre>
 */
final class YardstickCoordinates {
    private final Yardstick data;

    /** Our index of each of their coordinates. */
    private final int[] ours;

    YardstickCoordinates(Yardstick data, ParameterLayout layout) {
        this.data = data;
        List<String> names = layout.sampledNames();
        ours = names(data).stream().mapToInt(names::indexOf).toArray();
    }

    /** Our names of their coordinates in their order. */
    private static List<String> names(Yardstick data) {
        List<String> names = new ArrayList<>();
        for (String kind :
                List.of(
                        "decay_x%d",
                        "half_saturation_x%d",
                        "slope_x%d",
                        "coefficient_x%d_to_y",
                        "geo_scale_x%d_to_y")) {
            for (int c = 1; c <= data.channels(); c++) {
                names.add(kind.formatted(c));
            }
        }
        for (int c = 1; c <= data.channels(); c++) {
            for (int g = 1; g <= data.geos(); g++) {
                names.add("raw_geo_coefficient_x%d_to_y.%d".formatted(c, g));
            }
        }
        for (int g = 1; g <= data.geos(); g++) {
            names.add("raw_geo_intercept_y." + g);
        }
        for (int k = 1; k <= Yardstick.CONTROLS; k++) {
            names.add("control_z%d_to_y".formatted(k));
        }
        names.add("sigma_y");
        return names;
    }

    private int decay(int c) {
        return c;
    }

    private int halfSaturation(int c) {
        return data.channels() + c;
    }

    private int slope(int c) {
        return 2 * data.channels() + c;
    }

    private int location(int c) {
        return 3 * data.channels() + c;
    }

    private int scale(int c) {
        return 4 * data.channels() + c;
    }

    private int deviation(int c, int g) {
        return 5 * data.channels() + c * data.geos() + g;
    }

    private int intercept(int g) {
        return deviation(data.channels(), g);
    }

    /** Our coordinates of their point. */
    double[] point(double[] theirs) {
        double[] q = theirs.clone();
        for (int c = 0; c < data.channels(); c++) {
            for (int g = 0; g < data.geos(); g++) {
                q[intercept(g)] += coefficient(theirs, c, g) * mean(theirs, c, g).h();
            }
        }
        return inOurOrder(q);
    }

    /**
     * The gradient with respect to our coordinates: with f(q, α) theirs and α = α* − s(q), that of
     * q is ∂f/∂q − ∂f/∂α · ∂s/∂q, s_g = Σ_c β_cg h̄_cg.
     */
    double[] gradient(double[] theirs, double[] gradient) {
        double[] result = gradient.clone();
        for (int c = 0; c < data.channels(); c++) {
            for (int g = 0; g < data.geos(); g++) {
                double bar = gradient[intercept(g)] * coefficient(theirs, c, g);
                double tau = StrictMath.exp(theirs[scale(c)]);
                Mean mean = mean(theirs, c, g);
                result[decay(c)] -= bar * mean.byDecay();
                result[halfSaturation(c)] -= bar * mean.byHalfSaturation();
                result[slope(c)] -= bar * mean.bySlope();
                result[location(c)] -= bar * mean.h();
                result[scale(c)] -= bar * mean.h() * tau * theirs[deviation(c, g)];
                result[deviation(c, g)] -= bar * mean.h() * tau;
            }
        }
        return inOurOrder(result);
    }

    private double[] inOurOrder(double[] theirs) {
        double[] result = new double[theirs.length];
        for (int i = 0; i < theirs.length; i++) {
            result[ours[i]] = theirs[i];
        }
        return result;
    }

    /** β_cg. */
    private double coefficient(double[] theirs, int c, int g) {
        double tau = StrictMath.exp(theirs[scale(c)]);
        return StrictMath.exp(theirs[location(c)] + tau * theirs[deviation(c, g)]);
    }

    /** Mean over the weeks of h = a^S/(a^S + K^S), and its derivatives by u, ln K and ln S. */
    private record Mean(double h, double byDecay, double byHalfSaturation, double bySlope) {}

    /** a_t = (1 − λ) A_t with A_t = x_t + λ A_{t−1}, of which ∂A_t/∂λ = A_{t−1} + λ ∂A_{t−1}/∂λ. */
    private Mean mean(double[] theirs, int c, int g) {
        double lambda = 1 / (1 + StrictMath.exp(-theirs[decay(c)]));
        double exponent = StrictMath.exp(theirs[slope(c)]);
        double sum = 0;
        double byDecay = 0;
        double bySlope = 0;
        double byLogA = 0;
        double a = 0;
        double da = 0;
        int first = (c * data.geos() + g) * data.weeks();
        for (int t = first; t < first + data.weeks(); t++) {
            da = a + lambda * da;
            a = data.media()[t] + lambda * a;
            if (a > 0) {
                double odds =
                        exponent * (StrictMath.log((1 - lambda) * a) - theirs[halfSaturation(c)]);
                double h = 1 / (1 + StrictMath.exp(-odds));
                double d = h * (1 - h);
                sum += h;
                bySlope += d * odds;
                byLogA += d * exponent;
                byDecay += d * exponent * (da / a * lambda * (1 - lambda) - lambda);
            }
        }
        int n = data.weeks();
        return new Mean(sum / n, byDecay / n, -byLogA / n, bySlope / n);
    }
}

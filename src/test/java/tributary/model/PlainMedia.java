package tributary.model;

import tributary.spec.Adstock;
import tributary.spec.Saturation;

/** Adstocks and saturations week by week as model.md §3 writes them, for comparison. */
final class PlainMedia {
    private PlainMedia() {}

    /**
     * Adstock of a series that is 0 before its first week.
     *
     * @param shape of a Weibull, or the peak of a delayed adstock
     */
    static double[] adstock(Adstock adstock, double[] s, double decay, double shape) {
        double[] w = weights(adstock, s.length, decay, shape);
        double[] a = new double[s.length];
        for (int t = 0; t < s.length; t++) {
            for (int lag = 0; lag <= Math.min(t, w.length - 1); lag++) {
                a[t] += w[lag] * s[t - lag];
            }
        }
        return a;
    }

    /** Weights of lags 0..L, of an unbounded adstock those that reach into the series. */
    static double[] weights(Adstock adstock, int weeks, double decay, double shape) {
        return switch (adstock) {
            case Adstock.None() -> new double[] {1};
            case Adstock.Geometric(var window) -> {
                double[] w = new double[window.isPresent() ? window.getAsInt() + 1 : weeks];
                for (int lag = 0; lag < w.length; lag++) {
                    w[lag] = StrictMath.pow(decay, lag);
                }
                yield window.isPresent() ? normalised(w) : times(w, 1 - decay);
            }
            case Adstock.Delayed(int window) -> {
                double[] w = new double[window + 1];
                for (int lag = 0; lag <= window; lag++) {
                    w[lag] = StrictMath.pow(decay, (lag - shape) * (lag - shape));
                }
                yield normalised(w);
            }
            case Adstock.Binomial(int window) -> {
                double[] w = new double[window + 1];
                for (int lag = 0; lag <= window; lag++) {
                    w[lag] = StrictMath.pow(1 - lag / (window + 1.0), 1 / decay - 1);
                }
                yield normalised(w);
            }
            case Adstock.WeibullCdf(int window) -> {
                double scale = 1 + window * decay;
                double[] w = new double[window + 1];
                w[0] = 1;
                for (int lag = 1; lag <= window; lag++) {
                    double survival = StrictMath.exp(-StrictMath.pow(lag / scale, shape));
                    w[lag] = w[lag - 1] * survival;
                }
                yield normalised(w);
            }
            case Adstock.WeibullPdf(int window) -> {
                double scale = 1 + window * decay;
                double[] w = new double[window + 1];
                for (int lag = 0; lag <= window; lag++) {
                    double x = (lag + 1) / scale;
                    w[lag] =
                            shape
                                    / scale
                                    * StrictMath.pow(x, shape - 1)
                                    * StrictMath.exp(-StrictMath.pow(x, shape));
                }
                yield normalised(w);
            }
        };
    }

    private static double[] normalised(double[] w) {
        double sum = 0;
        for (double weight : w) {
            sum += weight;
        }
        return times(w, 1 / sum);
    }

    private static double[] times(double[] w, double factor) {
        for (int lag = 0; lag < w.length; lag++) {
            w[lag] *= factor;
        }
        return w;
    }

    static double saturation(Saturation curve, double a, double half, double slope) {
        double u = a / half;
        return switch (curve) {
            // a^S/(a^S + K^S), whose powers overflow where a mediator is predicted to be huge.
            case HILL -> 1 / (1 + StrictMath.pow(half / a, slope));
            // As −expm1 and 1 + e^−u, because 1 − e^−u has no digits left for small u.
            case LOGISTIC -> -StrictMath.expm1(-u) / (1 + StrictMath.exp(-u));
            case MICHAELIS_MENTEN -> a / (a + half);
            case TANH -> StrictMath.tanh(u);
            case POWER -> StrictMath.pow(a, slope);
            case LOG1P -> StrictMath.log1p(u) / StrictMath.log(2);
            case LINEAR -> a;
        };
    }
}

package tributary.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/**
 * Maps values to coordinates and chooses round ticks.
 *
 * @param low smallest value shown
 * @param high largest value shown, above {@code low}
 * @param start coordinate of {@code low}
 * @param end coordinate of {@code high}
 */
record Axis(double low, double high, double start, double end, boolean logarithmic) {
    private static final double[] STEPS = {1, 2, 2.5, 5, 10};

    /** A linear axis around the values, widened a little so that nothing touches the frame. */
    static Axis linear(double low, double high, double start, double end) {
        double width = high > low ? high - low : Math.max(1, Math.abs(high));
        return new Axis(low - 0.03 * width, high + 0.03 * width, start, end, false);
    }

    /** A logarithmic axis around positive values. */
    static Axis logarithmic(double low, double high, double start, double end) {
        return new Axis(low / 1.1, high * 1.1, start, end, true);
    }

    double at(double value) {
        double share =
                logarithmic
                        ? Math.log(value / low) / Math.log(high / low)
                        : (value - low) / (high - low);
        return start + share * (end - start);
    }

    boolean shows(double value) {
        return value >= low && value <= high;
    }

    /** Round values inside the axis, about {@code wanted} of them. */
    List<Double> ticks(int wanted) {
        return logarithmic ? logTicks() : linearTicks(wanted);
    }

    /** A tick as text, with the decimals that tell it from its neighbours. */
    String label(double tick, int wanted) {
        if (logarithmic) {
            return Numbers.format(tick);
        }
        var exact = new BigDecimal(step(wanted)).round(new MathContext(2)).stripTrailingZeros();
        return Numbers.fixed(tick, Math.max(0, exact.scale()));
    }

    private List<Double> linearTicks(int wanted) {
        double step = step(wanted);
        List<Double> ticks = new ArrayList<>();
        for (double k = Math.ceil(low / step); k * step <= high; k++) {
            ticks.add(k == 0 ? 0.0 : k * step); // never −0
        }
        return ticks;
    }

    private double step(int wanted) {
        double raw = (high - low) / wanted;
        double power = Math.pow(10, Math.floor(Math.log10(raw)));
        for (double candidate : STEPS) {
            if (candidate * power >= raw) {
                return candidate * power;
            }
        }
        return 10 * power;
    }

    private List<Double> logTicks() {
        boolean wide = high / low > 1000;
        List<Double> ticks = new ArrayList<>();
        for (double decade = Math.floor(Math.log10(low)); decade <= Math.log10(high); decade++) {
            for (double step : wide ? new double[] {1} : new double[] {1, 2, 5}) {
                double tick = step * Math.pow(10, decade);
                if (shows(tick)) {
                    ticks.add(tick);
                }
            }
        }
        return ticks;
    }
}

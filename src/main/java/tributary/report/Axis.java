package tributary.report;

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
    /** Values per decade of a tick series: 1, 2, 5. */
    private static final double[] STEPS = {1, 2, 5, 10};

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

    private List<Double> linearTicks(int wanted) {
        double raw = (high - low) / wanted;
        double power = Math.pow(10, Math.floor(Math.log10(raw)));
        double step = 10 * power;
        for (double candidate : STEPS) {
            if (candidate * power >= raw) {
                step = candidate * power;
                break;
            }
        }
        List<Double> ticks = new ArrayList<>();
        for (double k = Math.ceil(low / step); k * step <= high; k++) {
            ticks.add(k == 0 ? 0.0 : k * step); // never −0
        }
        return ticks;
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

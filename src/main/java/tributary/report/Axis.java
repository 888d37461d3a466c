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
record Axis(double low, double high, double start, double end, Scale scale) {
    private static final double[] STEPS = {1, 2, 2.5, 5, 10};
    private static final double MARGIN = 0.03;
    private static final int MOST_SIGNED_TICKS = 9;

    /** What equal distances stand for. */
    sealed interface Scale {
        /** Equal differences. */
        record Linear() implements Scale {}

        /** Equal ratios, of positive values. */
        record Logarithmic() implements Scale {}

        /** Equal ratios on both sides of zero, equal differences where |value| is below a bound. */
        record Signed(double linearBelow) implements Scale {}
    }

    /** A linear axis around the values, widened a little so that nothing touches the frame. */
    static Axis linear(double low, double high, double start, double end) {
        double width = high > low ? high - low : Math.max(1, Math.abs(high));
        return new Axis(
                low - MARGIN * width, high + MARGIN * width, start, end, new Scale.Linear());
    }

    /** A logarithmic axis around positive values. */
    static Axis logarithmic(double low, double high, double start, double end) {
        double margin = Math.max(1.1, Math.pow(high / low, MARGIN));
        return new Axis(low / margin, high * margin, start, end, new Scale.Logarithmic());
    }

    /**
     * An axis for values of either sign and of very different size.
     *
     * @param linearBelow size up to which values are told apart by difference, a power of ten
     */
    static Axis signed(double low, double high, double linearBelow, double start, double end) {
        double margin = 1.3;
        double least = margin * linearBelow;
        return new Axis(
                Math.min(margin * low, -least),
                Math.max(margin * high, least),
                start,
                end,
                new Scale.Signed(linearBelow));
    }

    double at(double value) {
        double share = (mapped(value) - mapped(low)) / (mapped(high) - mapped(low));
        return start + share * (end - start);
    }

    private double mapped(double value) {
        return switch (scale) {
            case Scale.Linear() -> value;
            case Scale.Logarithmic() -> Math.log(value);
            case Scale.Signed(double linearBelow) -> {
                double size = Math.abs(value) / linearBelow;
                yield Math.signum(value) * Math.log(size + Math.hypot(size, 1)); // arsinh
            }
        };
    }

    boolean shows(double value) {
        return value >= low && value <= high;
    }

    /** Round values inside the axis, about {@code wanted} of them. */
    List<Double> ticks(int wanted) {
        return switch (scale) {
            case Scale.Linear() -> linearTicks(wanted);
            case Scale.Logarithmic() -> logTicks();
            case Scale.Signed(double linearBelow) -> signedTicks(linearBelow);
        };
    }

    /** A tick as text, with the decimals that tell it from its neighbours. */
    String label(double tick, int wanted) {
        if (!(scale instanceof Scale.Linear)) {
            return tick == Math.rint(tick)
                    ? Numbers.fixed(tick, 0)
                    : Numbers.fixed(tick, (int) Math.ceil(-Math.log10(Math.abs(tick)) - 1e-9));
        }
        var exact = new BigDecimal(step(wanted)).round(new MathContext(2)).stripTrailingZeros();
        return Numbers.fixed(tick, Math.max(0, exact.scale()));
    }

    /** What a reader must know of the scale; empty where it is linear. */
    String remark() {
        return switch (scale) {
            case Scale.Linear() -> "";
            case Scale.Logarithmic() -> " (logarithmic scale)";
            case Scale.Signed _ -> " (logarithmic on both sides of zero)";
        };
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

    /** Zero and powers of ten above the linear part; every second or third where they crowd. */
    private List<Double> signedTicks(double linearBelow) {
        long first = Math.round(Math.log10(linearBelow)) + 1;
        List<Double> positive = new ArrayList<>();
        for (long decade = first; decade <= Math.log10(Math.max(-low, high)); decade++) {
            positive.add(Double.parseDouble("1e" + decade)); // 10^-3 by pow may be off
        }
        long shown = positive.stream().filter(this::shows).count();
        shown += positive.stream().filter(tick -> shows(-tick)).count();
        int stride = (int) Math.ceilDiv(shown + 1, MOST_SIGNED_TICKS);
        List<Double> ticks = new ArrayList<>(List.of(0.0));
        for (int i = positive.size() - 1; i >= 0; i -= stride) {
            ticks.add(positive.get(i));
            ticks.add(-positive.get(i));
        }
        return ticks.stream().filter(this::shows).sorted().toList();
    }
}

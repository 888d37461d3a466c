package tributary.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/** Numbers for people: three significant digits, thousands separators, a true minus sign. */
final class Numbers {
    private static final DecimalFormatSymbols SYMBOLS = symbols();
    private static final MathContext THREE = new MathContext(3, RoundingMode.HALF_EVEN);

    /** From here on powers of ten are easier to read than so many thousands separators. */
    static final double LARGE = 1e15;

    private Numbers() {}

    /** Three significant digits; a dash where there is no number. */
    static String format(double value) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "–" : value > 0 ? "∞" : "−∞";
        }
        if (value == Math.rint(value) && Math.abs(value) < 1000) {
            return fixed(value, 0);
        }
        BigDecimal rounded = new BigDecimal(value).round(THREE);
        double size = rounded.abs().doubleValue();
        if (size < 1e-4 || size >= LARGE) {
            return scientific(rounded);
        }
        int decimals = Math.max(0, 2 - (rounded.precision() - rounded.scale() - 1));
        return fixed(rounded.doubleValue(), decimals);
    }

    /** A fixed number of decimals, with thousands separators. */
    static String fixed(double value, int decimals) {
        if (!Double.isFinite(value)) {
            return format(value);
        }
        var format = new DecimalFormat("#,##0", SYMBOLS);
        format.setRoundingMode(RoundingMode.HALF_EVEN);
        format.setMinimumFractionDigits(decimals);
        format.setMaximumFractionDigits(decimals);
        String text = format.format(value);
        return text.matches("−[0,.]*") ? text.substring(1) : text;
    }

    static String count(long value) {
        return new DecimalFormat("#,##0", SYMBOLS).format(value);
    }

    /** A share as a percentage with one decimal. */
    static String percent(double share) {
        return Double.isFinite(share) ? fixed(100 * share, 1) + "\u00a0%" : format(share);
    }

    /** Both ends of an interval, rounded to the same digit. */
    static String interval(double low, double high) {
        int digit = Math.min(lastDigit(3, low, high), widthDigit(low, high));
        return rounded(low, digit) + " to " + rounded(high, digit);
    }

    /** A median with its interval, never alone, all three rounded to the same digit. */
    static String estimate(double median, double low, double high) {
        return estimate(" (", median, low, high, "", 3);
    }

    /** As {@link #estimate(double, double, double)}, saying which interval it is. */
    static String estimateInWords(double median, double low, double high) {
        return estimateInWords(median, low, high, "");
    }

    /** As {@link #estimateInWords(double, double, double)}, with a unit behind the numbers. */
    static String estimateInWords(double median, double low, double high, String unit) {
        return estimate(unit + " (90\u00a0% interval ", median, low, high, unit, 3);
    }

    /** As {@link #estimate(double, double, double)} with one digit less, where room is short. */
    static String briefEstimate(double median, double low, double high) {
        return estimate(" (", median, low, high, "", 2);
    }

    private static String estimate(
            String opening, double median, double low, double high, String unit, int digits) {
        int digit = Math.min(lastDigit(digits, median, low, high), widthDigit(low, high));
        return rounded(median, digit)
                + opening
                + rounded(low, digit)
                + " to "
                + rounded(high, digit)
                + unit
                + ")";
    }

    /** Power of ten of the first digit of the width: coarser, the ends would look the same. */
    private static int widthDigit(double low, double high) {
        double width = high - low;
        return width > 0 && Double.isFinite(width)
                ? (int) Math.floor(Math.log10(width))
                : Integer.MAX_VALUE;
    }

    /** Power of ten of the last digit when the largest of the values shows so many. */
    private static int lastDigit(int digits, double... values) {
        double largest = 0;
        for (double value : values) {
            if (Double.isFinite(value)) {
                largest = Math.max(largest, Math.abs(value));
            }
        }
        if (largest == 0) {
            return 0;
        }
        var exact = new BigDecimal(largest).round(new MathContext(digits, RoundingMode.HALF_EVEN));
        return exact.precision() - exact.scale() - digits;
    }

    private static String rounded(double value, int digit) {
        if (!Double.isFinite(value) || digit < -6) {
            return format(value);
        }
        BigDecimal rounded = new BigDecimal(value).setScale(-digit, RoundingMode.HALF_EVEN);
        return Math.abs(value) >= LARGE
                ? scientific(rounded)
                : fixed(rounded.doubleValue(), Math.max(0, -digit));
    }

    /** All digits of a rounded number, with a power of ten. */
    private static String scientific(BigDecimal rounded) {
        return rounded.signum() == 0
                ? "0"
                : new DecimalFormat("0.################E0", SYMBOLS).format(rounded);
    }

    private static DecimalFormatSymbols symbols() {
        var symbols = DecimalFormatSymbols.getInstance(Locale.ROOT);
        symbols.setMinusSign('−');
        symbols.setGroupingSeparator(',');
        symbols.setDecimalSeparator('.');
        symbols.setExponentSeparator("e");
        return symbols;
    }
}

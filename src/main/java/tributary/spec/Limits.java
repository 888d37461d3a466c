package tributary.spec;

/** Ranges of the numbers in a configuration, for the readers and the JSON Schema. */
final class Limits {
    /** Numbers closer to 0 than this, but for 0 itself, or beyond {@link #LARGEST} are mistakes. */
    private static final double SMALLEST = 1e-100;

    /** The square of it is finite, and so are sums of squares. */
    private static final double LARGEST = 1e100;

    /** What {@link #isOfUsableSize} allows, in words. */
    static final String USABLE_SIZE = "0 and numbers from 1e-100 to 1e100 in size";

    /** Last lag of an adstock, in weeks. */
    static final IntegerRange WINDOW = new IntegerRange(1, 104);

    /** Window of an adstock that needs one and names none. */
    static final int DEFAULT_WINDOW = 8;

    static final IntegerRange KNOTS = new IntegerRange(2, 500);
    static final IntegerRange AR = new IntegerRange(0, 1);
    static final NumberRange NU = NumberRange.above(2);
    static final NumberRange QUANTILE = NumberRange.between(0, 1);
    static final NumberRange CORRELATION = NumberRange.between(-1, 1);

    static final IntegerRange SEASON_ORDER = new IntegerRange(0, 50);
    static final NumberRange SEASON_PERIOD = NumberRange.closed(14, 36525);

    static final IntegerRange CHAINS = new IntegerRange(1, 64);
    static final IntegerRange WARMUP = new IntegerRange(20, 100_000);
    static final IntegerRange DRAWS = new IntegerRange(4, 1_000_000);
    static final NumberRange TARGET_ACCEPT = NumberRange.between(0, 1);
    static final IntegerRange MAX_DEPTH = new IntegerRange(1, 15);
    static final IntegerRange THIN = new IntegerRange(1, 1000);

    static final IntegerRange WEEKS = new IntegerRange(20, 5200);
    static final IntegerRange GEOS = new IntegerRange(1, 10_000);
    static final NumberRange PROBABILITY = new NumberRange(0, false, 1, true);
    static final NumberRange SPREAD = NumberRange.closed(0, 10);
    static final NumberRange SEASON = NumberRange.closed(-10, 10);

    private Limits() {}

    /** Whether squares and sums of a number stay finite and its inverse does. */
    static boolean isOfUsableSize(double x) {
        double size = Math.abs(x);
        return size == 0 || (size >= SMALLEST && size <= LARGEST);
    }
}

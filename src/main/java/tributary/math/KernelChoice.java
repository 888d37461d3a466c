package tributary.math;

import com.sun.management.HotSpotDiagnosticMXBean;

import org.jspecify.annotations.Nullable;

import java.lang.management.ManagementFactory;

/**
 * Which implementation of the array kernels runs, and why. Both compute the same bits.
 *
 * @param name {@value #SCALAR} or {@value #VECTOR}
 * @param reason in a few words
 * @param slow whether the processor lacks fused multiply-add, which makes both about a thousand
 *     times slower
 */
public record KernelChoice(String name, String reason, boolean slow) {
    /** System property that chooses, read once when {@link Kernels} is initialised. */
    public static final String PROPERTY = "tributary.kernels";

    public static final String SCALAR = "scalar";
    public static final String VECTOR = "vector";
    public static final String AUTO = "auto";

    private static final String MODULE = "jdk.incubator.vector";

    /** Fewest doubles per vector at which vectors pay. */
    private static final int FEWEST_LANES = 4;

    private static volatile @Nullable KernelChoice requested;

    /**
     * Asks for an implementation; in vain once {@link Kernels} is initialised, because the first
     * computation fixes it for the process.
     */
    public static void request(KernelChoice choice) {
        requested = choice;
    }

    /**
     * The implementation that was {@link #request}ed, else the one that {@value #PROPERTY} asks
     * for, {@value #AUTO} where it is not set.
     *
     * @throws IllegalArgumentException if the property has another value, or is {@value #VECTOR}
     *     where that is impossible
     */
    static KernelChoice ofProcess() {
        KernelChoice choice = requested;
        return choice != null ? choice : of(System.getProperty(PROPERTY, AUTO));
    }

    /** The scalar implementation on this machine. */
    public static KernelChoice scalar(String reason) {
        return new KernelChoice(SCALAR, reason, !hasFma());
    }

    /**
     * The implementation that a word asks for.
     *
     * @param word {@value #SCALAR}, {@value #VECTOR} or {@value #AUTO}
     * @throws IllegalArgumentException for another word, or {@value #VECTOR} where that is
     *     impossible
     */
    public static KernelChoice of(String word) {
        return switch (word) {
            case AUTO -> auto();
            case SCALAR -> scalar("asked for");
            case VECTOR -> {
                if (!hasModule()) {
                    throw new IllegalArgumentException(
                            VECTOR + ": needs a JVM started with --add-modules " + MODULE);
                }
                yield new KernelChoice(VECTOR, "asked for, " + width(), !hasFma());
            }
            default ->
                    throw new IllegalArgumentException(
                            word + ": unknown; allowed: auto, scalar, vector");
        };
    }

    /** Whether the Vector API form runs. */
    public boolean isVector() {
        return name.equals(VECTOR);
    }

    private static KernelChoice auto() {
        boolean fma = hasFma();
        if (!hasModule()) {
            return new KernelChoice(SCALAR, "the JVM was started without " + MODULE, !fma);
        }
        if (!fma) {
            return new KernelChoice(SCALAR, "the processor has no fused multiply-add", true);
        }
        if (!compiles()) {
            return new KernelChoice(SCALAR, "the JVM runs without its optimising compiler", false);
        }
        return Lanes.WIDTH < FEWEST_LANES
                ? new KernelChoice(SCALAR, "only " + width(), false)
                : new KernelChoice(VECTOR, width(), false);
    }

    private static String width() {
        return Lanes.WIDTH + " doubles per vector";
    }

    private static boolean hasModule() {
        return ModuleLayer.boot().findModule(MODULE).isPresent();
    }

    /** Without C2 every vector would be an object. */
    private static boolean compiles() {
        String mode = System.getProperty("java.vm.info", "");
        return !mode.contains("interpreted") && !mode.contains("emulated-client");
    }

    /** What HotSpot found out about the processor; other virtual machines are taken to have it. */
    private static boolean hasFma() {
        var virtualMachine = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        try {
            return virtualMachine == null
                    || Boolean.parseBoolean(virtualMachine.getVMOption("UseFMA").getValue());
        } catch (IllegalArgumentException e) {
            return true;
        }
    }
}

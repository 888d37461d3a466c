package tributary.fit;

import tributary.math.KernelChoice;
import tributary.math.Kernels;

import java.util.Optional;

/**
 * The implementation of the array kernels that this process uses.
 *
 * @param description its name, and why it
 * @param slow whether the processor lacks fused multiply-add
 */
public record KernelSelection(String description, boolean slow) {
    /**
     * Chooses the implementation; to be called before anything is computed, because the first
     * computation fixes it for the process. Then what is in use already is returned.
     *
     * @param word {@code auto}, {@code scalar} or {@code vector}; without one the system property
     *     {@value KernelChoice#PROPERTY} counts, and {@code auto} without that
     * @throws IllegalArgumentException for another word, or {@code vector} where that is impossible
     */
    public static KernelSelection choose(Optional<String> word) {
        String wanted =
                word.orElseGet(() -> System.getProperty(KernelChoice.PROPERTY, KernelChoice.AUTO));
        KernelChoice.of(wanted);
        System.setProperty(KernelChoice.PROPERTY, wanted);
        KernelChoice used = Kernels.implementation();
        return new KernelSelection(used.name() + " (" + used.reason() + ")", used.slow());
    }
}

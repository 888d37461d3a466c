package tributary.fit;

import tributary.data.Panel;
import tributary.math.KernelChoice;
import tributary.math.Kernels;
import tributary.spec.ModelSpec;

import java.util.Optional;

/**
 * The implementation of the array kernels that this process uses.
 *
 * @param description its name, and why it
 * @param slow whether the processor lacks fused multiply-add
 */
public record KernelSelection(String description, boolean slow) {
    /**
     * Evaluations of a model, times its cells, times its sources, from which on vectors are worth
     * the compiler's time: they save about 35 ns each, and C2 takes some seven seconds longer over
     * them. Seen with the bundled model on two cores: 4 × 2,000 iterations take 7.6 s in scalars,
     * 11.7 s in vectors; 4 × 6,000 take 16 s either way.
     */
    private static final double WORTH_VECTORS = 2e8;

    /** Evaluations that a transition, or the effects of a draw, usually take. */
    private static final double EVALUATIONS = 16;

    /**
     * What a command computes.
     *
     * @param evaluations of cells times sources, about
     */
    public record Work(double evaluations) {
        /** Next to nothing. */
        public static final Work LITTLE = new Work(0);

        /** A number of transitions, or of draws whose effects are computed. */
        public static Work of(ModelSpec model, Panel panel, long draws) {
            double cells = (double) panel.geos().size() * panel.weeks().size();
            return new Work(EVALUATIONS * draws * cells * Math.max(1, model.sources().size()));
        }

        private boolean isWorthVectors() {
            return evaluations >= WORTH_VECTORS;
        }
    }

    /**
     * Whether a word can be chosen.
     *
     * @throws IllegalArgumentException if it is not {@code auto}, {@code scalar} or {@code vector},
     *     or {@code vector} where that is impossible
     */
    public static void check(Optional<String> word) {
        word.ifPresent(KernelChoice::of);
    }

    /**
     * Chooses the implementation; to be called before anything is computed, because the first
     * computation fixes it for the process. Then what is in use already is returned. Without a word
     * the system property {@value KernelChoice#PROPERTY} counts; without that, or by {@code auto},
     * the machine and the work.
     *
     * @param word {@code auto}, {@code scalar} or {@code vector}
     * @throws IllegalArgumentException as {@link #check}
     */
    public static KernelSelection choose(Optional<String> word, Work work) {
        boolean open = word.isEmpty() && System.getProperty(KernelChoice.PROPERTY) == null;
        if (open || word.isPresent()) {
            KernelChoice choice = KernelChoice.of(word.orElse(KernelChoice.AUTO));
            boolean auto = open || word.get().equals(KernelChoice.AUTO);
            KernelChoice.request(
                    auto && choice.isVector() && !work.isWorthVectors()
                            ? KernelChoice.scalar("done before vector code would be compiled")
                            : choice);
        }
        KernelChoice used = Kernels.implementation();
        return new KernelSelection(used.name() + " (" + used.reason() + ")", used.slow());
    }
}

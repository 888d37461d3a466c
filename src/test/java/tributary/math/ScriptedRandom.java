package tributary.math;

import org.apache.commons.rng.RandomProviderState;
import org.apache.commons.rng.RestorableUniformRandomProvider;

import java.util.function.LongSupplier;

/** A random stream whose bits a test chooses. */
public final class ScriptedRandom implements RestorableUniformRandomProvider {
    private final LongSupplier bits;

    private ScriptedRandom(LongSupplier bits) {
        this.bits = bits;
    }

    /**
     * A stream over given numbers.
     *
     * @param bits asked once for each {@link RandomStream#nextLong()}, and once for each {@link
     *     RandomStream#nextDouble()}, which is their upper 52 bits as a fraction
     */
    public static RandomStream of(LongSupplier bits) {
        return new RandomStream(new ScriptedRandom(bits));
    }

    @Override
    public long nextLong() {
        return bits.getAsLong();
    }

    @Override
    public RandomProviderState saveState() {
        throw new UnsupportedOperationException("a script has no state");
    }

    @Override
    public void restoreState(RandomProviderState state) {
        throw new UnsupportedOperationException("a script has no state");
    }
}

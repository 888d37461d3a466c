package tributary.fit;

import tributary.data.Panel;
import tributary.mcmc.Draws;
import tributary.spec.ModelSpec;
import tributary.store.EffectRow;

import java.util.List;

/** Effect rows from constrained draws. */
public final class EffectSummaries {
    private EffectSummaries() {}

    /**
     * Computes the rows of a query from the draws of a run; the same draws give the same bits.
     *
     * @throws IllegalArgumentException if the source is unknown or the window holds no week, naming
     *     what is allowed
     */
    public static List<EffectRow> of(
            ModelSpec model, Panel panel, Draws constrained, EffectQuery query) {
        throw new IllegalStateException("skeleton");
    }
}

package tributary.store;

import tributary.data.Panel;
import tributary.diagnostics.Diagnostics;
import tributary.mcmc.Draws;
import tributary.spec.ModelSpec;

import java.util.List;

/**
 * A whole run directory in memory.
 *
 * @param draws constrained parameters, then the effects of each draw
 */
public record Run(
        ModelSpec model,
        RunInfo info,
        Panel panel,
        Draws draws,
        Diagnostics diagnostics,
        List<EffectRow> effects,
        FitSummary fit) {
    public Run {
        effects = List.copyOf(effects);
    }
}

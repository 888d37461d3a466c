package tributary.store;

import tributary.data.Panel;
import tributary.diagnostics.Diagnostics;
import tributary.mcmc.Draws;
import tributary.spec.ModelSpec;
import tributary.spec.Prior;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A whole run directory in memory.
 *
 * @param priors resolved prior by parameter name, in the order of the parameters
 * @param notes what the model's compiler has to say, for the report
 * @param draws constrained parameters, then the effects of each draw
 */
public record Run(
        ModelSpec model,
        Map<String, Prior> priors,
        List<String> notes,
        RunInfo info,
        Panel panel,
        Draws draws,
        Diagnostics diagnostics,
        List<EffectRow> effects,
        FitSummary fit) {
    public Run {
        priors = Collections.unmodifiableMap(new LinkedHashMap<>(priors));
        notes = List.copyOf(notes);
        effects = List.copyOf(effects);
    }
}

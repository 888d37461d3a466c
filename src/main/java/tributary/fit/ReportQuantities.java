package tributary.fit;

import tributary.mcmc.Draws;
import tributary.model.CompiledModel;
import tributary.model.ModelCompiler;
import tributary.store.Run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the report shows beside the files of a run, computed from the run alone: the same run, the
 * same numbers.
 *
 * @param windows effects in all training weeks first, then in their last ones
 * @param notes what was left out or computed from fewer draws, as sentences
 */
public record ReportQuantities(List<EffectWindow> windows, List<String> notes) {
    /** Cells that the interventions of the windows may cost, over all draws. */
    private static final long WINDOW_CELLS = 30_000_000;

    /** Draws that intervals are computed from, whatever it costs. */
    private static final int FEWEST_DRAWS = 100;

    public ReportQuantities {
        windows = List.copyOf(windows);
        notes = List.copyOf(notes);
    }

    /** Computes everything from a run in memory. */
    public static ReportQuantities of(Run run) {
        CompiledModel model = ModelCompiler.compile(run.model(), run.panel().training());
        List<String> notes = new ArrayList<>();
        List<EffectWindow> windows = new ArrayList<>();
        windows.add(EffectWindows.whole(run.effects()));
        if (EffectSummaries.hasParameters(model, run.draws())) {
            long cells = (long) model.cells().length() * EffectWindows.interventions(model);
            ThinnedDraws draws = thinned(run.draws(), WINDOW_CELLS, cells);
            if (draws.isThinned()) {
                notes.add(fewer("effects in windows of weeks", draws));
            }
            windows.addAll(EffectWindows.last(model, draws));
        }
        return new ReportQuantities(windows, notes);
    }

    private static ThinnedDraws thinned(Draws draws, long budget, long cellsOfADraw) {
        long most = Math.max(FEWEST_DRAWS, budget / Math.max(1, cellsOfADraw));
        return ThinnedDraws.atMost(most, draws);
    }

    private static String fewer(String what, ThinnedDraws draws) {
        return String.format(
                Locale.ROOT,
                "%s are from %d of %d draws, evenly spaced",
                what,
                draws.size(),
                draws.chains() * draws.all().draws());
    }
}

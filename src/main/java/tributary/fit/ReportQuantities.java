package tributary.fit;

import tributary.model.CompiledModel;
import tributary.model.ModelCompiler;
import tributary.store.Run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the report shows beside the files of a run, computed from the run alone: the same run, the
 * same numbers.
 *
 * @param decomposition of the expected outcome; empty where the run left the draws of single geos
 *     out
 * @param windows effects in all training weeks first, then in their last ones
 * @param notes what was left out or computed from fewer draws, as sentences
 */
public record ReportQuantities(
        Optional<WeeklyDecomposition> decomposition,
        List<EffectWindow> windows,
        List<String> notes) {
    /** Cells that the interventions of the windows may cost, over all draws. */
    private static final long WINDOW_CELLS = 30_000_000;

    /** Cells that the decomposition may cost, over all draws. */
    private static final long DECOMPOSITION_CELLS = 4_000_000;

    /** Draws that curves and series are computed from: enough for a picture. */
    private static final int PICTURE_DRAWS = 400;

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
        Optional<WeeklyDecomposition> decomposition = Optional.empty();
        if (EffectSummaries.hasParameters(model, run.draws())) {
            ThinnedDraws few =
                    ThinnedDraws.atMost(
                            Math.min(
                                    PICTURE_DRAWS,
                                    most(DECOMPOSITION_CELLS, model.cells().length())),
                            run.draws());
            decomposition = Optional.of(DecompositionOverTime.of(model, few));
            long cells = (long) model.cells().length() * EffectWindows.interventions(model);
            ThinnedDraws draws = ThinnedDraws.atMost(most(WINDOW_CELLS, cells), run.draws());
            if (draws.isThinned()) {
                notes.add(fewer("effects in windows of weeks", draws));
            }
            windows.addAll(EffectWindows.last(model, draws));
        }
        return new ReportQuantities(decomposition, windows, notes);
    }

    /** Draws within a budget of cells. */
    private static long most(long budget, long cellsOfADraw) {
        return Math.max(FEWEST_DRAWS, budget / Math.max(1, cellsOfADraw));
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

package tributary.fit;

import tributary.effects.EffectDecomposition;
import tributary.effects.Factual;
import tributary.effects.GeoSums;
import tributary.effects.Intervention;
import tributary.model.CompiledModel;
import tributary.store.EffectRow;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Effects of every source switched off in the last weeks of the training window. */
final class EffectWindows {
    /** A year and a quarter. */
    static final int[] LAST_WEEKS = {52, 13};

    private static final Set<String> EFFECTS =
            Set.of("direct", "indirect", "total", "roi", "roi_with_induced");

    private EffectWindows() {}

    /** Weeks of the training window. */
    private static int weeks(CompiledModel model) {
        return model.panel().endOfTraining() - model.panel().firstTrainingWeek();
    }

    /** How many interventions {@link #last} evaluates at every draw. */
    static int interventions(CompiledModel model) {
        int windows = 0;
        for (int last : LAST_WEEKS) {
            windows += weeks(model) > last ? 1 : 0;
        }
        return windows * model.sources().size();
    }

    /**
     * The window of all training weeks.
     *
     * @param effects all rows of a run
     */
    static EffectWindow whole(List<EffectRow> effects) {
        return new EffectWindow("all weeks", selected(effects));
    }

    /**
     * The last weeks, where the data are longer; equal to the rows of a query for these weeks where
     * the draws are all of a run.
     *
     * @param draws with all parameters of the model
     */
    static List<EffectWindow> last(CompiledModel model, ThinnedDraws draws) {
        int end = model.panel().endOfTraining();
        List<Integer> lengths = new ArrayList<>();
        List<Intervention> interventions = new ArrayList<>();
        for (int last : LAST_WEEKS) {
            if (weeks(model) > last) {
                lengths.add(last);
                model.sources()
                        .forEach(source ->
                                interventions.add(
                                        new Intervention(
                                                source.spec().name(), end - last, end - 1, -1)));
            }
        }
        List<EffectDraws> effects = evaluate(model, draws, interventions);
        List<EffectWindow> windows = new ArrayList<>();
        int sources = model.sources().size();
        for (int w = 0; w < lengths.size(); w++) {
            List<EffectRow> rows = new ArrayList<>();
            for (int i = w * sources; i < (w + 1) * sources; i++) {
                rows.addAll(EffectRows.ofReturns(model, interventions.get(i), effects.get(i)));
            }
            windows.add(new EffectWindow("last " + lengths.get(w) + " weeks", rows));
        }
        return windows;
    }

    private static List<EffectRow> selected(List<EffectRow> rows) {
        return rows.stream()
                .filter(row -> row.geo().isEmpty() && EFFECTS.contains(row.effect()))
                .toList();
    }

    /** Effects of interventions on all geos together. */
    static List<EffectDraws> evaluate(
            CompiledModel model, ThinnedDraws draws, List<Intervention> interventions) {
        List<Function<Factual, GeoSums>> all = new ArrayList<>();
        interventions.forEach(each -> all.add(factual -> new EffectDecomposition(factual, each)));
        var sweep = new GeoSweep(model, draws, all, GeoSweep.HELD);
        double[][][][] sums = sweep.run(0, model.cells().geos(), (geo, ofGeo) -> {});
        var factual = new Factual(model);
        List<EffectDraws> effects = new ArrayList<>();
        for (int i = 0; i < sums.length; i++) {
            var decomposition = new EffectDecomposition(factual, interventions.get(i));
            effects.add(EffectDraws.of(decomposition, sums[i]));
        }
        return effects;
    }
}

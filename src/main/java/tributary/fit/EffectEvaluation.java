package tributary.fit;

import tributary.effects.EffectDecomposition;
import tributary.effects.Factual;
import tributary.effects.GeoSums;
import tributary.effects.Intervention;
import tributary.effects.TotalEffect;
import tributary.mcmc.Draws;
import tributary.model.CompiledModel;
import tributary.store.EffectRow;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Evaluates the interventions of a query at every draw and summarises them, by geo as well. */
final class EffectEvaluation {
    private final CompiledModel model;
    private final List<Intervention> interventions;
    private final List<Intervention> levers;
    private final List<EffectDecomposition> decompositions;

    /** Rows of the geos that are asked for, by intervention. */
    private final Map<Integer, List<List<EffectRow>>> byGeo = new ConcurrentSkipListMap<>();

    /**
     * Effects of a query.
     *
     * @param rows source by source: of all geos together, then of each; elasticities last
     * @param pooled draws of all geos together, one per source
     */
    record Result(List<EffectRow> rows, List<EffectDraws> pooled) {
        Result {
            rows = List.copyOf(rows);
            pooled = List.copyOf(pooled);
        }
    }

    private EffectEvaluation(CompiledModel model, EffectQuery query) {
        this.model = model;
        interventions = EffectSummaries.interventions(model, query);
        levers = query.equals(EffectQuery.standard()) ? Elasticities.levers(model) : List.of();
        var factual = new Factual(model);
        decompositions =
                interventions.stream().map(each -> new EffectDecomposition(factual, each)).toList();
    }

    /**
     * Evaluates a query.
     *
     * @param constrained rows that begin with the reported parameters of the model
     * @param held sums of geos held at once, see {@link GeoSweep}
     */
    static Result of(CompiledModel model, Draws constrained, EffectQuery query, int held) {
        var evaluation = new EffectEvaluation(model, query);
        List<Function<Factual, GeoSums>> all = new ArrayList<>();
        evaluation.interventions.forEach(
                each -> all.add(factual -> new EffectDecomposition(factual, each)));
        evaluation.levers.forEach(each -> all.add(factual -> new TotalEffect(factual, each)));
        var sweep = new GeoSweep(model, ThinnedDraws.none(constrained), all, held);
        OptionalInt geo = EffectSummaries.geo(model, query);
        if (geo.isPresent()) {
            sweep.run(geo.getAsInt(), geo.getAsInt() + 1, evaluation::geo);
            return new Result(evaluation.geoRows(), List.of());
        }
        double[][][][] total = sweep.run(0, model.cells().geos(), evaluation::geo);
        return evaluation.pooled(total);
    }

    private void geo(int geo, double[][][][] sums) {
        if (!model.panel().hasGeos()) {
            return;
        }
        List<List<EffectRow>> rows = new ArrayList<>();
        for (int i = 0; i < interventions.size(); i++) {
            EffectDraws draws = EffectDraws.of(decompositions.get(i), sums[i]);
            rows.add(EffectRows.ofGeo(model, interventions.get(i), draws, geo));
        }
        byGeo.put(geo, rows);
    }

    private Result pooled(double[][][][] total) {
        List<EffectRow> rows = new ArrayList<>();
        List<EffectDraws> pooled = new ArrayList<>();
        for (int i = 0; i < interventions.size(); i++) {
            EffectDraws draws = EffectDraws.of(decompositions.get(i), total[i]);
            pooled.add(draws);
            rows.addAll(EffectRows.of(model, interventions.get(i), draws));
            rows.addAll(geoRows(i));
        }
        for (int i = 0; i < levers.size(); i++) {
            double[][] effect = total[interventions.size() + i][0];
            rows.add(Elasticities.row(model, levers.get(i), effect));
        }
        return new Result(rows, pooled);
    }

    private List<EffectRow> geoRows() {
        List<EffectRow> rows = new ArrayList<>();
        IntStream.range(0, interventions.size()).forEach(i -> rows.addAll(geoRows(i)));
        return rows;
    }

    private List<EffectRow> geoRows(int intervention) {
        List<EffectRow> rows = new ArrayList<>();
        byGeo.values().forEach(geo -> rows.addAll(geo.get(intervention)));
        return rows;
    }
}

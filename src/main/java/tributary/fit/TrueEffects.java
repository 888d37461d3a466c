package tributary.fit;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import tributary.data.Panel;
import tributary.effects.EffectDecomposition;
import tributary.effects.Factual;
import tributary.effects.GeoSums;
import tributary.effects.Intervention;
import tributary.effects.Latents;
import tributary.model.CompiledModel;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What switching each source off would have done to simulated data, by counterfactual with their
 * own noise: in all geos together, and in each where the data have geos.
 */
final class TrueEffects {
    private final CompiledModel model;
    private final Factual factual;

    TrueEffects(CompiledModel model, double[] theta, Latents noise) {
        this.model = model;
        factual = new Factual(model);
        factual.evaluate(theta, noise);
    }

    /** Adds the rows of every source. */
    void addTo(ArrayNode rows) {
        for (Intervention off : EffectSummaries.interventions(model, EffectQuery.standard())) {
            var decomposition = new EffectDecomposition(factual, off);
            double[][] byGeo = new double[model.cells().geos()][decomposition.width()];
            decomposition.evaluate(byGeo);
            double[] total = new double[decomposition.width()];
            for (int g = 0; g < byGeo.length; g++) {
                GeoSums.add(g, byGeo[g], total);
            }
            add(decomposition, off, "", total, decomposition.ownSpend(), rows);
            if (model.panel().hasGeos()) {
                for (int g = 0; g < byGeo.length; g++) {
                    String geo = model.panel().geos().get(g).name();
                    add(decomposition, off, geo, byGeo[g], decomposition.ownSpend(g), rows);
                }
            }
        }
    }

    /**
     * Adds the rows of one source.
     *
     * @param geo name, or "" for all
     * @param own money spent on the source
     */
    private void add(
            EffectDecomposition decomposition,
            Intervention off,
            String geo,
            double[] sums,
            double own,
            ArrayNode rows) {
        double[] values = new double[decomposition.effects().size()];
        decomposition.effects(sums, values);
        Map<String, Double> named = new LinkedHashMap<>();
        double money = 0;
        double induced = 0;
        for (int e = 0; e < values.length; e++) {
            EffectDecomposition.Effect effect = decomposition.effects().get(e);
            switch (effect.kind()) {
                case DIRECT, INDIRECT, TOTAL, DIRECT_TOTAL, INDIRECT_PURE, INTERACTION ->
                        named.put(effect.kind().name().toLowerCase(Locale.ROOT), values[e]);
                case INDIRECT_PATH -> row(off, "indirect", effect.path(), geo, values[e], rows);
                case INDIRECT_PATH_ERROR -> {}
                case TOTAL_MONEY -> money = values[e];
                case INDUCED_SPEND -> induced = values[e];
            }
        }
        named.put("net_profit", money - own - induced);
        if (own > 0) {
            named.put("roi", money / own);
            named.put("roi_with_induced", money / (own + induced));
        }
        named.forEach((effect, value) -> row(off, effect, "", geo, value, rows));
    }

    private void row(
            Intervention off,
            String effect,
            String path,
            String geo,
            double value,
            ArrayNode rows) {
        ObjectNode row = rows.addObject();
        row.put("source", off.source());
        row.put("effect", effect);
        row.put("path", path.isEmpty() ? null : path);
        Panel panel = model.panel();
        if (panel.hasGeos()) {
            row.put("geo", geo.isEmpty() ? null : geo);
        }
        row.put("from", panel.weeks().get(off.firstWeek()).toString());
        row.put("to", panel.weeks().get(off.lastWeek()).toString());
        row.put("change", "-100%");
        row.put("value", value);
    }
}

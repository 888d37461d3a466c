package tributary.fit;

import tributary.diagnostics.Quantiles;
import tributary.effects.Factual;
import tributary.effects.GeoSums;
import tributary.effects.TotalEffect;
import tributary.math.Kernels;
import tributary.model.CompiledModel;
import tributary.spec.Control;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** How the outcome of the training weeks answers to other prices, at the draws of a run. */
final class PriceResponses {
    /** From 30 % less to 30 % more. */
    private static final int STEPS = 6;

    private static final int PERCENT = 5;

    /** How many interventions a price takes. */
    static final int INTERVENTIONS = 2 * STEPS;

    private PriceResponses() {}

    /**
     * The prices of a model: the control with a price response, or else those whose column is
     * called so and enters by its logarithm.
     */
    static List<Control> prices(CompiledModel model) {
        return model.spec()
                .price()
                .map(List::of)
                .orElseGet(() ->
                        model.spec().controls().stream().filter(PriceResponses::isPrice).toList());
    }

    private static boolean isPrice(Control control) {
        return control.column().toLowerCase(Locale.ROOT).contains("price")
                && switch (control.transform()) {
                    case LOG, LOG_STANDARDIZE -> true;
                    case STANDARDIZE, INDICATOR, NONE -> false;
                };
    }

    /**
     * Counterfactual sums over the training weeks of all geos, every other cause as in the data.
     *
     * @param draws with all parameters of the model
     */
    static List<PriceResponse> of(CompiledModel model, ThinnedDraws draws) {
        return prices(model).stream().map(price -> response(model, draws, price)).toList();
    }

    private static PriceResponse response(CompiledModel model, ThinnedDraws draws, Control price) {
        double[] change = new double[2 * STEPS + 1];
        List<Function<Factual, GeoSums>> interventions = new ArrayList<>();
        for (int i = 0; i < change.length; i++) {
            change[i] = (i - STEPS) * PERCENT / 100.0;
            if (i != STEPS) {
                var at = EffectSummaries.throughout(model, price.name(), change[i]);
                interventions.add(factual -> new TotalEffect(factual, at));
            }
        }
        var sweep = new GeoSweep(model, draws, interventions, GeoSweep.HELD);
        double[][][][] sums = sweep.run(0, model.cells().geos(), (geo, ofGeo) -> {});
        double[] observed = model.observed();
        double total = Kernels.dot(observed, model.outcome().column(), observed.length);
        double[][][] percent = new double[change.length][][];
        percent[STEPS] = new double[draws.chains()][draws.draws()];
        for (int i = 0; i < sums.length; i++) {
            percent[i < STEPS ? i : i + 1] =
                    Statistics.map(sums[i][0], effect -> -100 * effect / total);
        }
        double[][] prices = {model.panel().trainingColumn(price.column())};
        return new PriceResponse(
                price.name(),
                Quantiles.of(prices, 0.5),
                Quantiles.of(prices, 0),
                Quantiles.of(prices, 1),
                change,
                Band.of(percent));
    }
}

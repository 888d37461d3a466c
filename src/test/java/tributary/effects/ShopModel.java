package tributary.effects;

import tributary.data.Panel;
import tributary.effects.EffectDecomposition.Effect;
import tributary.effects.EffectDecomposition.Kind;
import tributary.model.CompiledModel;
import tributary.model.ModelCompiler;
import tributary.model.ParameterLayout;
import tributary.spec.ModelSpec;
import tributary.spec.ModelSpecReader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * A shop of eight weeks small enough for sums by hand: advertising a moves a tobit mediator m, both
 * scale with demand, demand ends at the choke price 110, revenue y stands at its floor of 1 where
 * the price is above that. Everything is linear and without carry-over.
 */
final class ShopModel {
    static final double[] A = {10, 0, 20, 0, 10, 30, 0, 10};
    static final double[] M = {4, 0, 2, 0, 0, 8, 4, 6};
    static final double[] PRICE = {100, 90, 95, 120, 100, 105, 100, 115};
    static final double[] Y = {900, 1500, 1800, 1, 700, 950, 400, 1};
    static final double[] PROMO = {0, 1, 0, 0, 1, 0, 0, 0};

    /** Median of the active weeks. */
    static final double SCALE_A = 10;

    static final double SCALE_M = 4;
    static final double REFERENCE = 100;
    static final double CHOKE = 110;
    static final double BASE = 0.6;
    static final double A_TO_Y = 0.2;
    static final double M_TO_Y = 0.15;
    static final double A_TO_M = 0.5;
    static final double INTERCEPT_M = -0.3;
    static final double PROMO_TO_Y = 0.25;

    private static final Map<String, Double> VALUES =
            Map.ofEntries(
                    Map.entry("coefficient_a_to_y", A_TO_Y),
                    Map.entry("coefficient_m_to_y", M_TO_Y),
                    Map.entry("coefficient_a_to_m", A_TO_M),
                    Map.entry("intercept_y", BASE),
                    Map.entry("intercept_m", INTERCEPT_M),
                    Map.entry("control_promo_to_y", PROMO_TO_Y),
                    Map.entry("choke_price_y", CHOKE),
                    Map.entry("sigma_y", 0.2),
                    Map.entry("sigma_m", 0.5),
                    Map.entry("nu_y", 4.0));

    final CompiledModel model;
    final double[] theta;

    private ShopModel(CompiledModel model) {
        this.model = model;
        ParameterLayout layout = model.parameters();
        theta = new double[layout.slots()];
        for (String name : layout.reportedNames()) {
            theta[layout.slot(name)] = VALUES.getOrDefault(name, 0.0);
        }
    }

    static ShopModel of(Path folder, String family) throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("shop.json"),
                        """
                        { "data": { "file": "shop.csv", "date": "week" },
                          "outcome": { "column": "y", "link": "log", "composition": "scaled",
                                       "floor": 1, "family": "%s" },
                          "channels": [ { "column": "a", "adstock": "none",
                                          "saturation": "linear" } ],
                          "mediators": [ { "column": "m", "family": "tobit", "adstock": "none",
                                           "saturation": "linear" } ],
                          "paths": [ "a -> m", "a -> y", "m -> y" ],
                          "controls": [ { "column": "price", "into": [ "y" ],
                                          "price_response": "linear_demand" },
                                        { "column": "promo", "into": [ "y" ],
                                          "transform": "indicator" } ],
                          "trend": { "type": "none" }, "seasonality": { "order": 0 } }
                        """
                                .formatted(family));
        ModelSpec spec = ModelSpecReader.read(file);
        List<LocalDate> weeks =
                IntStream.range(0, Y.length)
                        .mapToObj(t -> LocalDate.of(2024, 1, 7).plusWeeks(t))
                        .toList();
        var columns = Map.of("a", A, "m", M, "price", PRICE, "y", Y, "promo", PROMO);
        Panel panel = new Panel(weeks, columns, 0, "shop.csv", "", List.of());
        return new ShopModel(ModelCompiler.compile(spec, panel));
    }

    /** All effects of an intervention. */
    Map<Effect, Double> effects(Intervention intervention, Latents latents) {
        var decomposition = new EffectDecomposition(model, intervention);
        double[] values = new double[decomposition.effects().size()];
        decomposition.evaluate(theta, latents, values);
        var result = new LinkedHashMap<Effect, Double>();
        for (int e = 0; e < values.length; e++) {
            result.put(decomposition.effects().get(e), values[e]);
        }
        return result;
    }

    /** One effect of an intervention. */
    double effect(Kind kind, Intervention intervention, Latents latents) {
        return Objects.requireNonNull(effects(intervention, latents).get(new Effect(kind, "")));
    }

    /** Additive part of the outcome with the media as given, both without carry-over. */
    static double base(double a, double m) {
        return BASE + A_TO_Y * a / SCALE_A + M_TO_Y * m / SCALE_M;
    }
}

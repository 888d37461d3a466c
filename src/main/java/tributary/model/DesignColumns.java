package tributary.model;

import tributary.data.Panel;
import tributary.math.Kernels;
import tributary.spec.Control;
import tributary.spec.Interaction;
import tributary.spec.ModelSpec;
import tributary.spec.Node;
import tributary.spec.Outcome;
import tributary.spec.Seasonality;
import tributary.spec.Source;
import tributary.spec.Trend;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The constant columns of an equation's linear predictor: controls, trend and Fourier season
 * (model.md §2).
 */
final class DesignColumns {
    private final ModelSpec model;
    private final Panel panel;
    private final Scaling scaling;

    DesignColumns(ModelSpec model, Panel panel, Scaling scaling) {
        this.model = model;
        this.panel = panel;
        this.scaling = scaling;
    }

    /**
     * One column with its parameter.
     *
     * @param factors of a control or interaction, their values by row; none of trend and season
     * @param values by row
     */
    @SuppressWarnings("ArrayRecordComponent") // plain data, never compared
    record Column(
            String parameter, String qualifier, List<Regressor.Factor> factors, double[] values) {}

    /** All columns of an equation: controls, interactions, then trend, then season. */
    List<Column> of(String equation) {
        List<Column> columns = new ArrayList<>();
        for (Control control : model.controls()) {
            if (control.into().contains(equation) && !isChokePrice(control, equation)) {
                columns.add(control(control, equation));
            }
        }
        for (Interaction product : model.interactions()) {
            if (product.into().contains(equation)) {
                columns.add(interaction(product, equation));
            }
        }
        if (model.trend().into().contains(equation)) {
            trend(model.trend().type())
                    .forEach((k, v) -> columns.add(time("trend_" + equation + "." + k, v)));
        }
        if (model.seasonality().into().contains(equation)) {
            season(model.seasonality())
                    .forEach((k, v) -> columns.add(time("season_" + equation + "." + k, v)));
        }
        return columns;
    }

    private static String qualifier(Control.Transform transform) {
        return switch (transform) {
            case STANDARDIZE, LOG_STANDARDIZE -> "standardized";
            case INDICATOR -> "indicator";
            case LOG, NONE -> "raw";
        };
    }

    /** A column that is the same in every geo, from its values by week. */
    private Column time(String parameter, double[] byWeek) {
        double[] values = new double[panel.geos().size() * byWeek.length];
        for (int g = 0; g < panel.geos().size(); g++) {
            System.arraycopy(byWeek, 0, values, panel.row(g, 0), byWeek.length);
        }
        return new Column(parameter, "", List.of(), values);
    }

    /** Linear demand has a term of its own, {@link LinearDemand}. */
    private boolean isChokePrice(Control control, String equation) {
        return response(control, equation)
                .filter(Control.PriceResponse.LINEAR_DEMAND::equals)
                .isPresent();
    }

    private Optional<Control.PriceResponse> response(Control control, String equation) {
        return isOutcome(equation) ? control.priceResponse() : Optional.empty();
    }

    private boolean isOutcome(String equation) {
        return equation.equals(model.outcome().name());
    }

    private Column control(Control control, String equation) {
        Optional<Control.PriceResponse> response = response(control, equation);
        String parameter = "control_" + control.name() + "_to_" + equation;
        if (response.isPresent()) {
            return product(
                    parameter, "elasticity", List.of(factor(control, price(response.get()))));
        }
        return product(
                parameter,
                qualifier(control.transform()),
                List.of(factor(control, demandTransform(control, equation))));
    }

    /** γ ln(p/p_r) or γ (p − p_r)/p_r. */
    private ColumnTransform price(Control.PriceResponse response) {
        double reference = scaling.price().orElseThrow().reference();
        return response == Control.PriceResponse.LINEAR
                ? new ColumnTransform(false, reference, reference)
                : new ColumnTransform(true, Kernels.log(reference), 1);
    }

    private Regressor.Factor factor(Node node, ColumnTransform transform) {
        double[] values = panel.column(node.column());
        for (int t = 0; t < values.length; t++) {
            values[t] = transform.apply(values[t]);
        }
        return new Regressor.Factor(node.name(), transform, values);
    }

    /** A source counts per head, as it does in its own term. */
    private Regressor.Factor media(Source source) {
        var transform = new ColumnTransform(false, 0, scaling.source(source.name()));
        double[] values = panel.column(source.column());
        for (int g = 0; g < panel.geos().size(); g++) {
            double population = panel.geos().get(g).population();
            for (int row = panel.row(g, 0); row < panel.row(g + 1, 0); row++) {
                values[row] = transform.apply(values[row] / population);
            }
        }
        return new Regressor.Factor(source.name(), transform, values);
    }

    /** In the scaled composition a column of ln D that has no centre of its own gets its mean. */
    private ColumnTransform demandTransform(Control control, String equation) {
        ColumnTransform transform = transform(control);
        boolean raw =
                switch (control.transform()) {
                    case LOG, NONE -> true;
                    case STANDARDIZE, LOG_STANDARDIZE, INDICATOR -> false;
                };
        boolean scaled = model.outcome().composition() == Outcome.Composition.SCALED;
        if (!raw || !scaled || !isOutcome(equation)) {
            return transform;
        }
        double[] values = panel.trainingColumn(control.column());
        double sum = 0;
        for (double value : values) {
            sum += transform.apply(value);
        }
        return new ColumnTransform(transform.log(), sum / values.length, 1);
    }

    private ColumnTransform transform(Control control) {
        boolean log =
                switch (control.transform()) {
                    case LOG, LOG_STANDARDIZE -> true;
                    case STANDARDIZE, INDICATOR, NONE -> false;
                };
        Scaling.ControlScale scale = scaling.control(control.name());
        return new ColumnTransform(log, scale.centre(), scale.scale());
    }

    private Column interaction(Interaction product, String equation) {
        List<Regressor.Factor> factors = new ArrayList<>();
        Set<String> qualifiers = new HashSet<>();
        for (String name : List.of(product.first(), product.second())) {
            Optional<Control> control =
                    model.controls().stream().filter(c -> c.name().equals(name)).findFirst();
            qualifiers.add(control.map(c -> qualifier(c.transform())).orElse("media"));
            factors.add(
                    control.isPresent()
                            ? factor(control.get(), transform(control.get()))
                            : media(source(name)));
        }
        String qualifier =
                qualifiers.contains("raw")
                        ? "raw"
                        : qualifiers.equals(Set.of("indicator")) ? "indicator" : "standardized";
        return product("control_" + product.name() + "_to_" + equation, qualifier, factors);
    }

    private Column product(String parameter, String qualifier, List<Regressor.Factor> factors) {
        double[] values = new double[panel.geos().size() * panel.weeks().size()];
        Arrays.fill(values, 1);
        for (Regressor.Factor factor : factors) {
            for (int t = 0; t < values.length; t++) {
                values[t] *= factor.values()[t];
            }
        }
        return new Column(parameter, qualifier, factors, values);
    }

    private Source source(String name) {
        return model.sources().stream()
                .filter(source -> source.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Powers of time, which runs −1..1 over the training weeks and on beyond them. */
    private Map<Integer, double[]> trend(Trend.Type type) {
        int weeks = panel.weeks().size();
        int first = panel.firstTrainingWeek();
        int last = panel.endOfTraining() - 1;
        double[] linear = new double[weeks];
        double[] square = new double[weeks];
        for (int t = 0; t < weeks; t++) {
            linear[t] = 2.0 * (t - first) / (last - first) - 1;
            square[t] = linear[t] * linear[t];
        }
        Map<Integer, double[]> columns = new LinkedHashMap<>();
        switch (type) {
            case NONE, KNOTS -> {} // knots are a term of their own
            case LINEAR -> columns.put(1, linear);
            case QUADRATIC -> {
                columns.put(1, linear);
                columns.put(2, square);
            }
        }
        return columns;
    }

    /** sin and cos of 2πk · (days since 1970-01-01)/period for k = 1..order, in that order. */
    private Map<Integer, double[]> season(Seasonality seasonality) {
        List<LocalDate> weeks = panel.weeks();
        Map<Integer, double[]> columns = new LinkedHashMap<>();
        for (int k = 1; k <= seasonality.order(); k++) {
            double[] sin = new double[weeks.size()];
            double[] cos = new double[weeks.size()];
            for (int t = 0; t < sin.length; t++) {
                double angle = 2 * Math.PI * k * weeks.get(t).toEpochDay() / seasonality.period();
                sin[t] = StrictMath.sin(angle);
                cos[t] = StrictMath.cos(angle);
            }
            columns.put(2 * k - 1, sin);
            columns.put(2 * k, cos);
        }
        return columns;
    }
}

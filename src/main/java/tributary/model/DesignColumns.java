package tributary.model;

import tributary.data.Panel;
import tributary.math.Kernels;
import tributary.spec.Control;
import tributary.spec.ModelSpec;
import tributary.spec.Seasonality;
import tributary.spec.Trend;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
     * @param values by week
     */
    @SuppressWarnings("ArrayRecordComponent") // plain data, never compared
    record Column(String parameter, String qualifier, double[] values) {}

    /** All columns of an equation: controls, then trend, then season. */
    List<Column> of(String equation) {
        List<Column> columns = new ArrayList<>();
        for (Control control : model.controls()) {
            if (control.into().contains(equation)) {
                columns.add(
                        new Column(
                                "control_" + control.name() + "_to_" + equation,
                                qualifier(control.transform()),
                                transformed(control)));
            }
        }
        if (model.trend().into().contains(equation)) {
            trend(model.trend().type())
                    .forEach((k, v) ->
                            columns.add(new Column("trend_" + equation + "." + k, "", v)));
        }
        if (model.seasonality().into().contains(equation)) {
            season(model.seasonality())
                    .forEach((k, v) ->
                            columns.add(new Column("season_" + equation + "." + k, "", v)));
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

    private double[] transformed(Control control) {
        double[] values = panel.column(control.column());
        boolean log =
                switch (control.transform()) {
                    case LOG, LOG_STANDARDIZE -> true;
                    case STANDARDIZE, INDICATOR, NONE -> false;
                };
        if (log) {
            Kernels.log(values, values, values.length);
        }
        Scaling.ControlScale scale = scaling.control(control.name());
        for (int t = 0; t < values.length; t++) {
            values[t] = (values[t] - scale.centre()) / scale.scale();
        }
        return values;
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
            case NONE -> {}
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

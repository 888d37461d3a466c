package tributary.model;

import tributary.spec.Control;
import tributary.spec.Equation;

import java.util.ArrayList;
import java.util.List;

/**
 * A column of an equation's linear predictor that is known before the fit: a control, an
 * interaction, the price of a linear demand, trend or season; media are not, as their curves are
 * estimated.
 *
 * @param name of the node or interaction; of time such as {@code trend_1}, {@code season_4}
 * @param parameter its coefficient
 * @param values by row of the panel, as they enter; of a linear demand, the price
 */
@SuppressWarnings("ArrayRecordComponent") // plain data, never compared
public record DesignColumn(String name, Kind kind, String parameter, double[] values) {
    /** What it stands for. */
    public enum Kind {
        MEDIA,
        CONTROL,
        INTERACTION,
        TIME
    }

    /** The columns of an equation, without the knots of a trend. */
    public static List<DesignColumn> of(CompiledModel model, Equation equation) {
        List<DesignColumn> columns = new ArrayList<>();
        var design = new DesignColumns(model.spec(), model.panel(), model.scaling());
        for (DesignColumns.Column column : design.of(equation.name())) {
            columns.add(column(column, equation.name()));
        }
        if (model.equation(equation.name()).price().isPresent()) {
            Control price = model.spec().price().orElseThrow();
            columns.add(
                    new DesignColumn(
                            price.name(),
                            Kind.CONTROL,
                            "choke_price_" + equation.name(),
                            model.panel().column(price.column())));
        }
        return columns;
    }

    /** The same column with its values in another order. */
    public DesignColumn with(double[] others) {
        return new DesignColumn(name, kind, parameter, others);
    }

    private static DesignColumn column(DesignColumns.Column column, String equation) {
        String parameter = column.parameter();
        if (column.factors().isEmpty()) {
            String time = parameter.replace("_" + equation + ".", "_");
            return new DesignColumn(time, Kind.TIME, parameter, column.values());
        }
        String name =
                parameter.substring(
                        "control_".length(),
                        parameter.length() - "_to_".length() - equation.length());
        Kind kind = column.factors().size() > 1 ? Kind.INTERACTION : Kind.CONTROL;
        return new DesignColumn(name, kind, parameter, column.values());
    }
}

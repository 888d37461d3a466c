package tributary.model;

import static tributary.model.PlainPanel.mean;

import org.apache.commons.statistics.distribution.NormalDistribution;

import tributary.data.Panel;
import tributary.spec.Control;
import tributary.spec.Equation;
import tributary.spec.Family;
import tributary.spec.Interaction;
import tributary.spec.Link;
import tributary.spec.Mediator;
import tributary.spec.ModelSpec;
import tributary.spec.Outcome;
import tributary.spec.Path;
import tributary.spec.Saturation;
import tributary.spec.Source;
import tributary.spec.Trend;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Linear predictors of model.md §4 as a reader would write them down: rows in order, StrictMath, a
 * function of reported parameters.
 */
final class PlainEquations {
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private final ModelSpec spec;
    private final PlainTransforms media;
    final PlainPanel panel;
    final PlainScales scales;

    PlainEquations(ModelSpec spec, Panel panel) {
        this.spec = spec;
        this.panel = new PlainPanel(panel);
        scales = new PlainScales(spec, this.panel);
        media = new PlainTransforms(this.panel);
    }

    /** Every equation; those of the mediators in order of the configuration. */
    List<Equation> all() {
        return Stream.<Equation>concat(spec.mediators().stream(), Stream.of(spec.outcome()))
                .toList();
    }

    static double get(Map<String, Double> p, String name) {
        return Objects.requireNonNull(p.get(name), name);
    }

    /** The value of a row's geo, where there is one by geo, else that of all. */
    double byGeo(Map<String, Double> p, String byGeo, String common, int row) {
        Double own = p.get(byGeo + "." + (panel.geo(row) + 1));
        return own == null ? get(p, common) : own;
    }

    /** η by row; −∞ in a training week whose price is above the choke price. */
    double[] linearPredictor(Equation equation, Map<String, Double> p) {
        return predictor(equation, "", p);
    }

    /** Log odds of a hurdle by row. */
    double[] logOdds(Equation hurdle, Map<String, Double> p) {
        return predictor(hurdle, "hurdle_", p);
    }

    /** η, of the parameters with a prefix. */
    private double[] predictor(Equation equation, String prefix, Map<String, Double> p) {
        String name = equation.name();
        double[] sum =
                panel.byRow(row ->
                        byGeo(
                                p,
                                prefix + "geo_intercept_" + name,
                                prefix + "intercept_" + name,
                                row));
        for (Path path : spec.paths()) {
            if (!path.to().equals(name)) {
                continue;
            }
            double[] h = transformed(path, prefix, input(source(path.from()), p), p);
            addTo(sum, panel.byRow(row -> coefficient(path, prefix, row, p) * h[row]));
            if (path.activity()) {
                String arrow = path.from() + "_to_" + name;
                double delta = get(p, prefix + "activity_" + arrow);
                double[] x = panel.column(source(path.from()).column());
                addTo(sum, panel.byRow(row -> x[row] > 0 ? delta : 0));
            }
        }
        double[] demand = demand(equation, prefix, p);
        boolean scaled = isScaled(equation);
        return panel.byRow(row -> (scaled ? StrictMath.log(sum[row]) : sum[row]) + demand[row]);
    }

    private boolean isScaled(Equation equation) {
        return equation instanceof Outcome outcome
                && outcome.composition() == Outcome.Composition.SCALED;
    }

    /** β of a row; the active part of a hurdle has the same in every geo. */
    double coefficient(Path path, String prefix, int row, Map<String, Double> p) {
        String arrow = "coefficient_" + path.from() + "_to_" + path.to();
        return prefix.isEmpty() ? byGeo(p, "geo_" + arrow, arrow, row) : get(p, prefix + arrow);
    }

    /** h of a path's source by row, with the path's own curve where it has one. */
    double[] transformed(Path path, String prefix, double[] s, Map<String, Double> p) {
        Source source = source(path.from());
        return path.saturation().isPresent()
                ? media.transform(
                        source,
                        s,
                        path.saturation().get(),
                        prefix,
                        path.from() + "_to_" + path.to(),
                        p)
                : media.transform(source, s, source.saturation(), "", source.name(), p);
    }

    /** Controls, price, interactions, trend and season: under "scaled" the terms of ln D. */
    double[] demand(Equation equation, String prefix, Map<String, Double> p) {
        String name = equation.name();
        boolean isOutcome = equation instanceof Outcome;
        double[] sum = panel.byRow(row -> 0);
        for (Control control : spec.controls()) {
            if (!control.into().contains(name)) {
                continue;
            }
            if (isOutcome && control.priceResponse().isPresent()) {
                addTo(sum, price(control, control.priceResponse().get(), p));
                continue;
            }
            double[] z = scales.control(control);
            boolean raw =
                    control.transform() == Control.Transform.NONE
                            || control.transform() == Control.Transform.LOG;
            double centre = isScaled(equation) && raw ? mean(panel.training(z)) : 0;
            double gamma = get(p, weight(prefix, control.name(), name));
            addTo(sum, panel.byRow(row -> gamma * (z[row] - centre)));
        }
        for (Interaction product : spec.interactions()) {
            if (product.into().contains(name)) {
                double[] a = factor(product.first());
                double[] b = factor(product.second());
                double gamma = get(p, weight(prefix, product.name(), name));
                addTo(sum, panel.byRow(row -> gamma * a[row] * b[row]));
            }
        }
        design(name)
                .forEach((parameter, values) -> {
                    double gamma = get(p, prefix + parameter);
                    addTo(sum, panel.byRow(row -> gamma * values[row]));
                });
        if (spec.trend().type() == Trend.Type.KNOTS && spec.trend().into().contains(name)) {
            addTo(sum, media.knots(prefix + "knot_" + name, spec.trend().knots(), p));
        }
        return sum;
    }

    private static String weight(String prefix, String control, String equation) {
        return prefix + "control_" + control + "_to_" + equation;
    }

    private double[] price(Control control, Control.PriceResponse response, Map<String, Double> p) {
        double[] price = panel.column(control.column());
        double reference = scales.referencePrice();
        String outcome = spec.outcome().name();
        String gamma = weight("", control.name(), outcome);
        return switch (response) {
            case CONSTANT_ELASTICITY ->
                    panel.byRow(row -> get(p, gamma) * StrictMath.log(price[row] / reference));
            case LINEAR -> panel.byRow(row -> get(p, gamma) * (price[row] / reference - 1));
            case LINEAR_DEMAND -> {
                double choke = get(p, "choke_price_" + outcome);
                yield panel.byRow(row ->
                        price[row] >= choke
                                ? Double.NEGATIVE_INFINITY
                                : StrictMath.log((choke - price[row]) / (choke - reference)));
            }
        };
    }

    /** As it enters a product: a control transformed, a source in units of its scale. */
    private double[] factor(String name) {
        Optional<Control> control =
                spec.controls().stream().filter(c -> c.name().equals(name)).findFirst();
        return control.isPresent() ? scales.control(control.get()) : scales.scaled(source(name));
    }

    Source source(String name) {
        return spec.sources().stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
    }

    private static void addTo(double[] sum, double[] values) {
        for (int row = 0; row < sum.length; row++) {
            sum[row] += values[row];
        }
    }

    private Map<String, double[]> design(String name) {
        Map<String, double[]> columns = new LinkedHashMap<>();
        int powers =
                switch (spec.trend().type()) {
                    case NONE, KNOTS -> 0;
                    case LINEAR -> 1;
                    case QUADRATIC -> 2;
                };
        for (int k = 1; spec.trend().into().contains(name) && k <= powers; k++) {
            int power = k;
            columns.put(
                    "trend_" + name + "." + k,
                    panel.byRow(row -> StrictMath.pow(panel.trendTime(panel.week(row)), power)));
        }
        for (int k = 1;
                spec.seasonality().into().contains(name) && k <= spec.seasonality().order();
                k++) {
            double frequency = 2 * Math.PI * k / spec.seasonality().period();
            columns.put(
                    "season_" + name + "." + (2 * k - 1),
                    panel.byRow(row -> StrictMath.sin(frequency * day(row))));
            columns.put(
                    "season_" + name + "." + 2 * k,
                    panel.byRow(row -> StrictMath.cos(frequency * day(row))));
        }
        return columns;
    }

    private long day(int row) {
        return panel.panel.weeks().get(panel.week(row)).toEpochDay();
    }

    /** s by row: x in units of its scale; from the training window on E[M] where asked for. */
    double[] input(Source source, Map<String, Double> p) {
        double[] x = scales.scaled(source);
        double[] s = panel.byRow(row -> Double.isNaN(x[row]) ? 0 : x[row]);
        if (!(source instanceof Mediator mediator) || mediator.input() == Mediator.Input.OBSERVED) {
            return s;
        }
        double[] expected = expected(mediator, p);
        double scale = scales.source(source);
        return panel.byRow(row -> panel.isModelled(row) ? expected[row] / scale : s[row]);
    }

    /** E[M] per head by row. */
    private double[] expected(Mediator mediator, Map<String, Double> p) {
        double[] eta = linearPredictor(mediator, p);
        double sigma = get(p, "sigma_" + mediator.name());
        PlainScales.Scale scale = scales.of(mediator);
        if (mediator.family() == Family.TOBIT) {
            return panel.byRow(row -> {
                double z = eta[row] / sigma;
                return scale.scale()
                        * (eta[row] * NORMAL.cumulativeProbability(z) + sigma * NORMAL.density(z));
            });
        }
        if (mediator.link() == Link.LOG) {
            double[] p1 = panel.byRow(row -> 1);
            if (mediator.family() == Family.HURDLE_LOGNORMAL) {
                double[] odds = logOdds(mediator, p);
                p1 = panel.byRow(row -> 1 / (1 + StrictMath.exp(-odds[row])));
            }
            double[] active = p1;
            return panel.byRow(row ->
                    active[row] * scale.scale() * StrictMath.exp(eta[row] + sigma * sigma / 2));
        }
        boolean bounded = feedsCurve(mediator) || addsToBase(mediator);
        return panel.byRow(row -> {
            double value = scale.centre() + scale.scale() * eta[row];
            return bounded ? Math.max(0, value) : value;
        });
    }

    private boolean feedsCurve(Mediator mediator) {
        return mediator.saturation() != Saturation.LINEAR
                || spec.paths().stream()
                        .filter(path -> path.from().equals(mediator.name()))
                        .flatMap(path -> path.saturation().stream())
                        .anyMatch(curve -> curve != Saturation.LINEAR);
    }

    private boolean addsToBase(Mediator mediator) {
        return isScaled(spec.outcome())
                && spec.paths().stream()
                        .anyMatch(path ->
                                path.from().equals(mediator.name())
                                        && path.to().equals(spec.outcome().name()));
    }
}

package tributary.effects;

import org.apache.commons.statistics.distribution.NormalDistribution;

import tributary.data.Panel;
import tributary.spec.Adstock;
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

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The equations of model.md §2 to §4 for any values of their causes, weeks in order; knows nothing
 * of the packages {@code model} and {@code effects}.
 */
final class NaiveEquations {
    private static final String HURDLE = "hurdle_";
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private final ModelSpec spec;
    private final Panel panel;
    private final int geo;
    private final double population;
    private final ToDoubleFunction<String> parameter;
    private final int weeks;
    private final int first;
    private final int end;
    private final Map<String, Double> sourceScales = new HashMap<>();
    private final Map<String, Response> responses = new HashMap<>();
    private final Map<String, double[]> times = new HashMap<>();
    private final Map<String, Response> standards = new HashMap<>();

    /** Mean of a control, or median of a price, where its term is centred there. */
    private final Map<String, Double> centres = new HashMap<>();

    /** From a column to the scaled response and back. */
    record Response(boolean log, double centre, double scale) {
        double toModel(double y) {
            return log ? StrictMath.log(y / scale) : (y - centre) / scale;
        }

        double toColumn(double response) {
            return log ? scale * StrictMath.exp(response) : centre + scale * response;
        }

        /** Of a column per head, the response of the column. */
        Response times(double population) {
            return new Response(log, centre * population, scale * population);
        }
    }

    /**
     * A node by week, in units of its column.
     *
     * @param column what it is
     * @param input what the media transform sees of it: E[M] where that is asked for
     */
    @SuppressWarnings("ArrayRecordComponent") // plain data, never compared
    record Value(double[] column, double[] input) {
        Value(double[] column) {
            this(column, column);
        }
    }

    /**
     * The equations of one geo, whose scales are those of the whole panel per head.
     *
     * @param parameter by name; where it varies by geo, that of this geo
     * @param scales of sources and responses by node name, all with centre 0; empty: those of the
     *     data
     */
    NaiveEquations(
            ModelSpec spec,
            Panel panel,
            int geo,
            ToDoubleFunction<String> parameter,
            Map<String, Double> scales) {
        this.spec = spec;
        this.panel = panel;
        this.geo = geo;
        population = panel.geos().get(geo).population();
        this.parameter = parameter;
        weeks = panel.weeks().size();
        first = panel.firstTrainingWeek();
        end = panel.endOfTraining();
        for (Source source : spec.sources()) {
            double scale = scales.getOrDefault(source.name(), scale(source));
            sourceScales.put(source.name(), scale * population);
        }
        for (Equation equation : all()) {
            Double given = scales.get(equation.name());
            responses.put(
                    equation.name(),
                    given != null
                            ? new Response(equation.link() == Link.LOG, 0, given * population)
                            : response(equation).times(population));
        }
    }

    List<Equation> all() {
        return Stream.<Equation>concat(spec.mediators().stream(), Stream.of(spec.outcome()))
                .toList();
    }

    Optional<Equation> find(String node) {
        return all().stream().filter(equation -> equation.name().equals(node)).findFirst();
    }

    Source source(String name) {
        return spec.sources().stream()
                .filter(source -> source.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    Response response(String equation) {
        return Objects.requireNonNull(responses.get(equation), equation);
    }

    /** Values at or below it are censored, in units of the column. */
    static OptionalDouble floor(Equation equation) {
        return switch (equation) {
            case Outcome outcome -> outcome.floor();
            case Mediator mediator ->
                    mediator.family() == Family.TOBIT
                            ? OptionalDouble.of(0)
                            : OptionalDouble.empty();
        };
    }

    /** A column of the panel by the name of its node. */
    double[] data(String node) {
        return series(
                Stream.of(
                                spec.sources().stream(),
                                spec.controls().stream(),
                                Stream.of(spec.outcome()))
                        .flatMap(nodes -> nodes)
                        .filter(each -> each.name().equals(node))
                        .findFirst()
                        .orElseThrow()
                        .column());
    }

    /** A column of this geo by week. */
    double[] series(String column) {
        double[] rows = panel.column(column);
        return Arrays.copyOfRange(rows, geo * weeks, (geo + 1) * weeks);
    }

    /** Nodes that stand in an equation: ends of arrows, controls, factors of products. */
    List<String> causes(String node) {
        return Stream.of(
                        spec.paths().stream().filter(p -> p.to().equals(node)).map(Path::from),
                        spec.controls().stream()
                                .filter(c -> c.into().contains(node))
                                .map(Control::name),
                        spec.interactions().stream()
                                .filter(x -> x.into().contains(node))
                                .flatMap(x -> Stream.of(x.first(), x.second())))
                .flatMap(names -> names)
                .distinct()
                .toList();
    }

    /**
     * η by week of the training window; −∞ where the price is above the choke price.
     *
     * @param seen its causes as this equation sees them
     */
    double[] linearPredictor(String node, Function<String, Value> seen) {
        double[] eta = media("", node, seen);
        if (node.equals(spec.outcome().name())
                && spec.outcome().composition() == Outcome.Composition.SCALED) {
            eta = Arrays.stream(eta).map(StrictMath::log).toArray();
        }
        addControls(eta, "", node, seen);
        add(eta, times.computeIfAbsent(node, each -> time("", each)));
        return eta;
    }

    /** Log odds of a hurdle by week. */
    double[] logOdds(String node, Function<String, Value> seen) {
        double[] eta = media(HURDLE, node, seen);
        addControls(eta, HURDLE, node, seen);
        add(eta, times.computeIfAbsent(HURDLE + node, each -> time(HURDLE, node)));
        return eta;
    }

    /** Intercept and sources. */
    private double[] media(String prefix, String node, Function<String, Value> seen) {
        double[] sum = new double[weeks];
        Arrays.fill(sum, parameter(prefix + "intercept_" + node));
        for (Path path : spec.paths()) {
            if (!path.to().equals(node)) {
                continue;
            }
            String arrow = path.from() + "_to_" + node;
            Value value = seen.apply(path.from());
            double beta = parameter(prefix + "coefficient_" + arrow);
            double delta = path.activity() ? parameter(prefix + "activity_" + arrow) : 0;
            double[] h = transformed(source(path.from()), path, value.input);
            for (int t = 0; t < weeks; t++) {
                sum[t] += beta * h[t] + (value.column[t] > 0 ? delta : 0);
            }
        }
        return sum;
    }

    private void addControls(
            double[] eta, String prefix, String node, Function<String, Value> seen) {
        boolean isOutcome = node.equals(spec.outcome().name());
        for (Control control : spec.controls()) {
            if (!control.into().contains(node)) {
                continue;
            }
            double[] x = seen.apply(control.name()).column;
            if (isOutcome && control.priceResponse().isPresent()) {
                add(eta, price(control, control.priceResponse().get(), x));
                continue;
            }
            double gamma = parameter(prefix + "control_" + control.name() + "_to_" + node);
            double centre = isOutcome ? demandCentre(control) : 0;
            double[] z = transformed(control, x);
            add(eta, Arrays.stream(z).map(value -> gamma * (value - centre)).toArray());
        }
        for (Interaction product : spec.interactions()) {
            if (product.into().contains(node)) {
                double gamma = parameter(prefix + "control_" + product.name() + "_to_" + node);
                double[] a = factor(product.first(), seen);
                double[] b = factor(product.second(), seen);
                for (int t = first; t < end; t++) {
                    eta[t] += gamma * a[t] * b[t];
                }
            }
        }
    }

    private void add(double[] eta, double[] term) {
        for (int t = first; t < end; t++) {
            eta[t] += term[t];
        }
    }

    /** In the scaled composition a control without a centre of its own has its mean. */
    private double demandCentre(Control control) {
        boolean raw =
                control.transform() == Control.Transform.NONE
                        || control.transform() == Control.Transform.LOG;
        return raw && spec.outcome().composition() == Outcome.Composition.SCALED
                ? centres.computeIfAbsent(
                        control.name(),
                        each -> mean(transformed(control, panel.trainingColumn(control.column()))))
                : 0;
    }

    private double[] price(Control control, Control.PriceResponse response, double[] x) {
        double reference =
                centres.computeIfAbsent(
                        control.name(), each -> median(panel.trainingColumn(control.column())));
        String outcome = spec.outcome().name();
        return switch (response) {
            case CONSTANT_ELASTICITY -> {
                double gamma = parameter("control_" + control.name() + "_to_" + outcome);
                yield Arrays.stream(x).map(p -> gamma * StrictMath.log(p / reference)).toArray();
            }
            case LINEAR -> {
                double gamma = parameter("control_" + control.name() + "_to_" + outcome);
                yield Arrays.stream(x).map(p -> gamma * (p - reference) / reference).toArray();
            }
            case LINEAR_DEMAND -> {
                double choke = parameter("choke_price_" + outcome);
                yield Arrays.stream(x)
                        .map(p ->
                                p < choke
                                        ? StrictMath.log((choke - p) / (choke - reference))
                                        : Double.NEGATIVE_INFINITY)
                        .toArray();
            }
        };
    }

    private double[] factor(String name, Function<String, Value> seen) {
        double[] x = seen.apply(name).column;
        for (Control control : spec.controls()) {
            if (control.name().equals(name)) {
                return transformed(control, x);
            }
        }
        double scale = sourceScale(name);
        return Arrays.stream(x).map(value -> value / scale).toArray();
    }

    /** A curve and the base of a scaled outcome take nothing below 0. */
    boolean isNonNegative(Mediator mediator) {
        boolean scaled = spec.outcome().composition() == Outcome.Composition.SCALED;
        boolean curve =
                spec.paths().stream()
                        .filter(path -> path.from().equals(mediator.name()))
                        .anyMatch(path -> path.saturation().equals(Optional.of(Saturation.HILL)));
        return mediator.saturation() == Saturation.HILL
                || curve
                || (scaled
                        && spec.paths().stream()
                                .anyMatch(path ->
                                        path.arrow()
                                                .equals(
                                                        mediator.name()
                                                                + " -> "
                                                                + spec.outcome().name())));
    }

    /**
     * E[M] by week at a linear predictor; data before the training window.
     *
     * @param odds log odds of a hurdle
     */
    double[] expected(Mediator mediator, double[] eta, double[] odds) {
        double[] result = series(mediator.column());
        double sigma = parameter("sigma_" + mediator.name());
        Response response = response(mediator.name());
        Panel.Geo of = panel.geos().get(geo);
        for (int t = Math.max(first, of.firstWeek()); t < Math.min(end, of.endWeek()); t++) {
            double z = eta[t] / sigma;
            double mean =
                    mediator.family() == Family.TOBIT
                            ? eta[t] * NORMAL.cumulativeProbability(z) + sigma * NORMAL.density(z)
                            : mediator.link() == Link.LOG ? eta[t] + sigma * sigma / 2 : eta[t];
            result[t] = response.toColumn(mean) * (isHurdle(mediator) ? logistic(odds[t]) : 1);
            if (isNonNegative(mediator)) {
                result[t] = Math.max(0, result[t]);
            }
        }
        return result;
    }

    static boolean isHurdle(Equation equation) {
        return equation.family() == Family.HURDLE_LOGNORMAL;
    }

    static double logistic(double x) {
        return 1 / (1 + StrictMath.exp(-x));
    }

    /**
     * Adstock a_t = s_t + λ a_{t−1}, times 1 − λ; then Hill a^S/(a^S + K^S), or a itself, as the
     * source or the path says.
     */
    private double[] transformed(Source source, Path path, double[] column) {
        String name = source.name();
        boolean hill = path.saturation().orElse(source.saturation()) == Saturation.HILL;
        String curve = path.saturation().isPresent() ? name + "_to_" + path.to() : name;
        boolean carries = source.adstock() instanceof Adstock.Geometric;
        double lambda = carries ? parameter("decay_" + name) : 0;
        double slope = hill ? parameter("slope_" + curve) : 1;
        double half = hill ? StrictMath.pow(parameter("half_saturation_" + curve), slope) : 0;
        double scale = sourceScale(name);
        double[] h = new double[weeks];
        double memory = 0;
        for (int t = 0; t < weeks; t++) {
            memory = column[t] / scale + lambda * memory;
            double a = (1 - lambda) * memory;
            double up = hill ? StrictMath.pow(a, slope) : a;
            h[t] = hill ? up / (up + half) : a;
        }
        return h;
    }

    /** Trend and season. */
    private double[] time(String prefix, String node) {
        double[] eta = new double[weeks];
        if (spec.trend().into().contains(node)) {
            int powers = spec.trend().type() == Trend.Type.QUADRATIC ? 2 : 1;
            for (int k = 1; k <= powers; k++) {
                double slope = parameter(prefix + "trend_" + node + "." + k);
                for (int t = first; t < weeks; t++) {
                    double time = -1 + 2.0 * (t - first) / (end - 1 - first);
                    eta[t] += slope * StrictMath.pow(time, k);
                }
            }
        }
        if (spec.seasonality().into().contains(node)) {
            for (int k = 1; k <= spec.seasonality().order(); k++) {
                double sin = parameter(prefix + "season_" + node + "." + (2 * k - 1));
                double cos = parameter(prefix + "season_" + node + "." + 2 * k);
                for (int t = first; t < weeks; t++) {
                    double days = panel.weeks().get(t).toEpochDay();
                    double angle = 2 * Math.PI * k * days / spec.seasonality().period();
                    eta[t] += sin * StrictMath.sin(angle) + cos * StrictMath.cos(angle);
                }
            }
        }
        return eta;
    }

    private double[] transformed(Control control, double[] column) {
        double[] x = logged(control, column);
        return switch (control.transform()) {
            case STANDARDIZE, LOG_STANDARDIZE -> {
                Response standard =
                        standards.computeIfAbsent(control.name(), each -> standard(control));
                yield Arrays.stream(x).map(standard::toModel).toArray();
            }
            case LOG, INDICATOR, NONE -> x;
        };
    }

    private Response standard(Control control) {
        double[] data = logged(control, panel.trainingColumn(control.column()));
        return new Response(false, mean(data), sd(data));
    }

    private static double[] logged(Control control, double[] x) {
        return switch (control.transform()) {
            case LOG, LOG_STANDARDIZE -> Arrays.stream(x).map(StrictMath::log).toArray();
            case STANDARDIZE, INDICATOR, NONE -> x;
        };
    }

    // Scales from the training weeks.

    private double sourceScale(String source) {
        return Objects.requireNonNull(sourceScales.get(source), source);
    }

    private double scale(Source source) {
        if (source.scale().isPresent()) {
            return source.scale().getAsDouble();
        }
        double[] used = trainingPerHead(source.column());
        return median(Arrays.stream(used).filter(x -> x > 0).toArray());
    }

    private Response response(Equation equation) {
        boolean log = equation.link() == Link.LOG;
        double[] column = panel.trainingColumn(equation.column());
        double[] y = trainingPerHead(equation.column());
        return switch (equation) {
            case Mediator mediator ->
                    Arrays.stream(y).anyMatch(value -> value < 0)
                            ? new Response(false, mean(y), sd(y))
                            : new Response(log, 0, scale(mediator));
            case Outcome outcome -> {
                double floor = outcome.floor().orElse(Double.NEGATIVE_INFINITY);
                double[] above =
                        IntStream.range(0, y.length)
                                .filter(i -> y[i] != 0 && column[i] > floor)
                                .mapToDouble(i -> y[i])
                                .toArray();
                if (log) {
                    double[] logs = Arrays.stream(above).map(StrictMath::log).toArray();
                    yield new Response(true, 0, StrictMath.exp(mean(logs)));
                }
                yield outcome.scale() == Outcome.OutcomeScale.SD
                        ? new Response(false, mean(above), sd(above))
                        : new Response(false, 0, mean(above));
            }
        };
    }

    /** Of all geos. */
    private double[] trainingPerHead(String column) {
        double[] x = panel.trainingColumn(column);
        double[] people = panel.trainingPopulation();
        return IntStream.range(0, x.length).mapToDouble(i -> x[i] / people[i]).toArray();
    }

    private static double median(double[] x) {
        double[] sorted = Arrays.stream(x).sorted().toArray();
        int n = sorted.length;
        return 0.5 * (sorted[(n - 1) / 2] + sorted[n / 2]);
    }

    private static double mean(double[] x) {
        return Arrays.stream(x).average().orElseThrow();
    }

    private static double sd(double[] x) {
        double mean = mean(x);
        double squares = Arrays.stream(x).map(value -> (value - mean) * (value - mean)).sum();
        return Math.sqrt(squares / (x.length - 1));
    }

    private double parameter(String name) {
        return parameter.applyAsDouble(name);
    }
}

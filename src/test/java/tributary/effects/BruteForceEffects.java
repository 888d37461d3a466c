package tributary.effects;

import tributary.data.Panel;
import tributary.effects.EffectDecomposition.Effect;
import tributary.effects.EffectDecomposition.Kind;
import tributary.spec.Adstock;
import tributary.spec.Control;
import tributary.spec.Equation;
import tributary.spec.Link;
import tributary.spec.Mediator;
import tributary.spec.ModelSpec;
import tributary.spec.Outcome;
import tributary.spec.Path;
import tributary.spec.Saturation;
import tributary.spec.Source;
import tributary.spec.Trend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * The effects of model.md §7 as its definitions read: weeks in order, W(v, s) by recursion over
 * suffixes of paths, every regime computed in full, Shapley values by walking through all orders.
 *
 * <p>An oracle: it knows the declared model, the panel and the parameters by name, and nothing of
 * the packages {@code model} and {@code effects} but the names of the results.
 */
public final class BruteForceEffects {
    private final ModelSpec spec;
    private final Panel panel;
    private final ToDoubleFunction<String> parameter;
    private final int weeks;
    private final int first;
    private final Map<String, Double> sourceScales = new HashMap<>();
    private final Map<String, Response> responses = new HashMap<>();
    private final Map<String, double[]> exogenous = new HashMap<>();
    private final Map<String, double[]> residuals = new HashMap<>();

    /** From a column to the scaled response and back. */
    private record Response(boolean log, double centre, double scale) {
        double toModel(double y) {
            return log ? StrictMath.log(y / scale) : (y - centre) / scale;
        }

        double toColumn(double response) {
            return log ? scale * StrictMath.exp(response) : centre + scale * response;
        }
    }

    /** Every effect, and the money spent on the source itself. */
    public record Result(Map<Effect, Double> effects, double ownSpend) {
        /** One effect. */
        public double of(Effect effect) {
            return at(effects, effect);
        }

        /** One effect that is not of a single path. */
        public double of(Kind kind) {
            return of(new Effect(kind, ""));
        }

        /** Largest of direct, indirect and total effect: what deviations are compared with. */
        public double scale() {
            return Stream.of(Kind.DIRECT, Kind.INDIRECT, Kind.TOTAL)
                    .mapToDouble(kind -> Math.abs(of(kind)))
                    .max()
                    .orElseThrow();
        }
    }

    /** With the scales of the training weeks (model.md §2). */
    public BruteForceEffects(ModelSpec spec, Panel panel, ToDoubleFunction<String> parameter) {
        this(spec, panel, parameter, Map.of());
    }

    /**
     * With the scales of a truth file, by node name.
     *
     * @param scales of sources and responses, all with centre 0; empty: those of the data
     */
    public BruteForceEffects(
            ModelSpec spec,
            Panel panel,
            ToDoubleFunction<String> parameter,
            Map<String, Double> scales) {
        this.spec = spec;
        this.panel = panel;
        this.parameter = parameter;
        weeks = panel.weeks().size();
        first = panel.firstTrainingWeek();
        spec.sources()
                .forEach(source ->
                        sourceScales.put(
                                source.name(), scales.getOrDefault(source.name(), scale(source))));
        for (Equation equation : equations()) {
            Double given = scales.get(equation.name());
            responses.put(
                    equation.name(),
                    given != null
                            ? new Response(equation.link() == Link.LOG, 0, given)
                            : response(equation));
            exogenous.put(equation.name(), exogenous(equation.name()));
        }
        for (Equation equation : equations()) {
            residuals.put(equation.name(), residual(equation));
        }
    }

    /** m* − η of an equation by week; 0 before the training window. */
    public double[] residual(String equation) {
        return at(residuals, equation).clone();
    }

    /**
     * Largest deviation of the factual regime, computed in full, from the data, relative to them.
     */
    public double factualDeviation() {
        double worst = 0;
        String source = spec.channels().get(0).name();
        Set<List<String>> on = new HashSet<>(pathsToOutcome(source));
        double[] data = panel.column(spec.outcome().column());
        double[] value =
                value(
                        outcome(),
                        List.of(outcome()),
                        on,
                        new Intervention(source, first, weeks - 1, -1));
        for (int t = first; t < weeks; t++) {
            worst = Math.max(worst, Math.abs(value[t] - data[t]) / Math.abs(data[t]));
        }
        return worst;
    }

    /** All effects of an intervention. */
    public Result evaluate(Intervention intervention) {
        List<List<String>> paths = pathsToOutcome(intervention.source());
        List<String> direct = List.of(intervention.source(), outcome());
        List<List<String>> indirect = paths.stream().filter(path -> path.size() > 2).toList();
        double[] ones = new double[weeks];
        Arrays.fill(ones, 1);
        double dataOn = sum(intervention, Set.copyOf(paths), ones);
        double allOff = sum(intervention, Set.of(), ones);
        double directOnly =
                sum(intervention, paths.contains(direct) ? Set.of(direct) : Set.of(), ones);
        double mediatedOnly = sum(intervention, Set.copyOf(indirect), ones);
        var result = new LinkedHashMap<Effect, Double>();
        put(result, Kind.DIRECT, directOnly - allOff);
        put(result, Kind.INDIRECT, dataOn - directOnly);
        put(result, Kind.TOTAL, dataOn - allOff);
        put(result, Kind.DIRECT_TOTAL, dataOn - mediatedOnly);
        put(result, Kind.INDIRECT_PURE, mediatedOnly - allOff);
        put(result, Kind.INTERACTION, dataOn - mediatedOnly - (directOnly - allOff));
        put(
                result,
                Kind.TOTAL_MONEY,
                sum(intervention, Set.copyOf(paths), money())
                        - sum(intervention, Set.of(), money()));
        put(result, Kind.INDUCED_SPEND, inducedSpend(intervention));
        double[] shares = shapley(intervention, direct, indirect, ones);
        var byMediator = new LinkedHashMap<String, Double>();
        for (int p = 0; p < shares.length; p++) {
            String name = String.join(" -> ", indirect.get(p));
            result.put(new Effect(Kind.INDIRECT_PATH, name), shares[p]);
            byMediator.merge(
                    indirect.get(p).get(0) + " -> " + indirect.get(p).get(1) + " -> *",
                    shares[p],
                    Double::sum);
        }
        byMediator.forEach((name, sum) -> result.put(new Effect(Kind.INDIRECT_PATH, name), sum));
        return new Result(result, ownSpend(intervention));
    }

    private static void put(Map<Effect, Double> result, Kind kind, double value) {
        result.put(new Effect(kind, ""), value);
    }

    // Shapley values: the mean marginal contribution over all orders.

    private double[] shapley(
            Intervention intervention,
            List<String> direct,
            List<List<String>> indirect,
            double[] weights) {
        var known = new HashMap<Set<List<String>>, Double>();
        double[] shares = new double[indirect.size()];
        List<List<Integer>> orders = permutations(indirect.size());
        for (List<Integer> order : orders) {
            var on = new HashSet<List<String>>(Set.of(direct));
            double before =
                    known.computeIfAbsent(Set.copyOf(on), set -> sum(intervention, set, weights));
            for (int p : order) {
                on.add(indirect.get(p));
                double after =
                        known.computeIfAbsent(
                                Set.copyOf(on), set -> sum(intervention, set, weights));
                shares[p] += (after - before) / orders.size();
                before = after;
            }
        }
        return shares;
    }

    private static List<List<Integer>> permutations(int n) {
        if (n == 0) {
            return List.of(List.of());
        }
        List<List<Integer>> result = new ArrayList<>();
        for (List<Integer> shorter : permutations(n - 1)) {
            for (int place = 0; place < n; place++) {
                List<Integer> longer = new ArrayList<>(shorter);
                longer.add(place, n - 1);
                result.add(longer);
            }
        }
        return result;
    }

    // Money.

    private double[] money() {
        double[] value = new double[weeks];
        switch (spec.outcome().value()) {
            case Outcome.Value.Constant(double constant) -> Arrays.fill(value, constant);
            case Outcome.Value.Column(String column) -> value = panel.column(column);
        }
        return value;
    }

    private double ownSpend(Intervention intervention) {
        Source source = source(intervention.source());
        double[] cost = unitCost(source);
        double[] x = panel.column(source.column());
        double[] changed = changed(intervention);
        double sum = 0;
        for (int t = first; t < weeks; t++) {
            sum += (x[t] - changed[t]) * cost[t];
        }
        return sum;
    }

    /** Σ (M − M′) · unit cost over the mediators between the source and the outcome. */
    private double inducedSpend(Intervention intervention) {
        double sum = 0;
        for (Mediator mediator : spec.mediators()) {
            if (mediator.name().equals(intervention.source())) {
                continue;
            }
            double[] cost = unitCost(mediator);
            double[] data = panel.column(mediator.column());
            double[] off = value(mediator.name(), List.of(mediator.name()), Set.of(), intervention);
            for (int t = intervention.firstWeek(); t < weeks; t++) {
                sum += (data[t] - off[t]) * cost[t];
            }
        }
        return sum;
    }

    /** Money per unit; the average of the training weeks in weeks without a unit. */
    private double[] unitCost(Source source) {
        double[] cost = new double[weeks];
        if (!source.paid()) {
            return cost;
        }
        double[] units = panel.column(source.column());
        double[] spend = source.spend().map(panel::column).orElse(units);
        double average = total(spend) / total(units);
        for (int t = first; t < weeks; t++) {
            cost[t] = units[t] > 0 ? spend[t] / units[t] : average;
        }
        return cost;
    }

    private double total(double[] x) {
        return Arrays.stream(x, first, weeks).sum();
    }

    // The graph.

    private double sum(Intervention intervention, Set<List<String>> on, double[] weights) {
        double[] y = value(outcome(), List.of(outcome()), on, intervention);
        double sum = 0;
        for (int t = intervention.firstWeek(); t < weeks; t++) {
            sum += weights[t] * y[t];
        }
        return sum;
    }

    /**
     * W(v, s): the source takes x where the whole path s is on, else x′; every other node evaluates
     * its equation on its parents as seen along the longer suffix.
     */
    private double[] value(
            String node, List<String> suffix, Set<List<String>> on, Intervention intervention) {
        if (node.equals(intervention.source())) {
            return on.contains(suffix) ? data(node) : changed(intervention);
        }
        if (equations().stream().noneMatch(equation -> equation.name().equals(node))) {
            return data(node);
        }
        double[] eta = at(exogenous, node).clone();
        for (Path path : pathsInto(node)) {
            List<String> longer = new ArrayList<>(List.of(path.from()));
            longer.addAll(suffix);
            add(eta, path, value(path.from(), longer, on, intervention));
        }
        double[] value = data(node);
        for (int t = first; t < weeks; t++) {
            value[t] = at(responses, node).toColumn(eta[t] + at(residuals, node)[t]);
            if (!node.equals(outcome()) && source(node).saturation() == Saturation.HILL) {
                value[t] = Math.max(0, value[t]);
            }
        }
        return value;
    }

    private double[] changed(Intervention intervention) {
        double[] x = data(intervention.source());
        for (int t = intervention.firstWeek(); t <= intervention.lastWeek(); t++) {
            x[t] *= 1 + intervention.change();
        }
        return x;
    }

    private double[] residual(Equation equation) {
        double[] eta = at(exogenous, equation.name()).clone();
        for (Path path : pathsInto(equation.name())) {
            add(eta, path, data(path.from()));
        }
        double[] data = panel.column(equation.column());
        double[] residual = new double[weeks];
        for (int t = first; t < weeks; t++) {
            residual[t] = at(responses, equation.name()).toModel(data[t]) - eta[t];
        }
        return residual;
    }

    private void add(double[] eta, Path path, double[] parent) {
        double beta = parameter("coefficient_" + path.from() + "_to_" + path.to());
        double[] h = transformed(source(path.from()), parent);
        for (int t = 0; t < weeks; t++) {
            eta[t] += beta * h[t];
        }
    }

    /** Adstock a_t = s_t + λ a_{t−1}, times 1 − λ; then Hill a^S/(a^S + K^S), or a itself. */
    private double[] transformed(Source source, double[] column) {
        double[] h = new double[weeks];
        double lambda =
                source.adstock() instanceof Adstock.Geometric
                        ? parameter("decay_" + source.name())
                        : 0;
        double memory = 0;
        for (int t = 0; t < weeks; t++) {
            memory = column[t] / at(sourceScales, source.name()) + lambda * memory;
            double a = (1 - lambda) * memory;
            h[t] = source.saturation() == Saturation.HILL ? hill(a, source.name()) : a;
        }
        return h;
    }

    private double hill(double a, String source) {
        double s = parameter("slope_" + source);
        double up = StrictMath.pow(a, s);
        return up / (up + StrictMath.pow(parameter("half_saturation_" + source), s));
    }

    /** Intercept, controls, trend and season of an equation. */
    private double[] exogenous(String node) {
        double[] eta = new double[weeks];
        Arrays.fill(eta, parameter("intercept_" + node));
        for (Control control : spec.controls()) {
            if (control.into().contains(node)) {
                double gamma = parameter("control_" + control.name() + "_to_" + node);
                double[] z = transformed(control);
                for (int t = first; t < weeks; t++) {
                    eta[t] += gamma * z[t];
                }
            }
        }
        if (spec.trend().into().contains(node)) {
            int powers = spec.trend().type() == Trend.Type.QUADRATIC ? 2 : 1;
            for (int k = 1; k <= powers; k++) {
                double slope = parameter("trend_" + node + "." + k);
                for (int t = first; t < weeks; t++) {
                    double time = -1 + 2.0 * (t - first) / (weeks - 1 - first);
                    eta[t] += slope * StrictMath.pow(time, k);
                }
            }
        }
        if (spec.seasonality().into().contains(node)) {
            for (int k = 1; k <= spec.seasonality().order(); k++) {
                double sin = parameter("season_" + node + "." + (2 * k - 1));
                double cos = parameter("season_" + node + "." + 2 * k);
                for (int t = first; t < weeks; t++) {
                    double days = panel.weeks().get(t).toEpochDay();
                    double angle = 2 * Math.PI * k * days / spec.seasonality().period();
                    eta[t] += sin * StrictMath.sin(angle) + cos * StrictMath.cos(angle);
                }
            }
        }
        return eta;
    }

    private double[] transformed(Control control) {
        double[] x = panel.column(control.column());
        switch (control.transform()) {
            case LOG, LOG_STANDARDIZE -> x = Arrays.stream(x).map(StrictMath::log).toArray();
            case STANDARDIZE, INDICATOR, NONE -> {}
        }
        return switch (control.transform()) {
            case STANDARDIZE, LOG_STANDARDIZE -> {
                double mean = mean(training(x));
                double sd = sd(training(x));
                yield Arrays.stream(x).map(value -> (value - mean) / sd).toArray();
            }
            case LOG, INDICATOR, NONE -> x;
        };
    }

    // Scales from the training weeks.

    private double scale(Source source) {
        if (source.scale().isPresent()) {
            return source.scale().getAsDouble();
        }
        double[] sorted =
                Arrays.stream(training(panel.column(source.column())))
                        .filter(x -> x > 0)
                        .sorted()
                        .toArray();
        int n = sorted.length;
        return 0.5 * (sorted[(n - 1) / 2] + sorted[n / 2]);
    }

    private Response response(Equation equation) {
        boolean log = equation.link() == Link.LOG;
        double[] y = training(panel.column(equation.column()));
        return switch (equation) {
            case Mediator mediator ->
                    Arrays.stream(y).anyMatch(value -> value < 0)
                            ? new Response(false, mean(y), sd(y))
                            : new Response(log, 0, scale(mediator));
            case Outcome outcome -> {
                if (log) {
                    double[] logs = Arrays.stream(y).map(StrictMath::log).toArray();
                    yield new Response(true, 0, StrictMath.exp(mean(logs)));
                }
                yield outcome.scale() == Outcome.OutcomeScale.SD
                        ? new Response(false, mean(y), sd(y))
                        : new Response(false, 0, mean(y));
            }
        };
    }

    private double[] training(double[] x) {
        return Arrays.copyOfRange(x, first, weeks);
    }

    private static double mean(double[] x) {
        return Arrays.stream(x).average().orElseThrow();
    }

    private static double sd(double[] x) {
        double mean = mean(x);
        double squares = Arrays.stream(x).map(value -> (value - mean) * (value - mean)).sum();
        return Math.sqrt(squares / (x.length - 1));
    }

    // Looking things up.

    private static <K, V> V at(Map<K, V> map, K key) {
        return Objects.requireNonNull(map.get(key), key::toString);
    }

    private double parameter(String name) {
        return parameter.applyAsDouble(name);
    }

    private String outcome() {
        return spec.outcome().name();
    }

    private List<Equation> equations() {
        List<Equation> equations = new ArrayList<>(spec.mediators());
        equations.add(spec.outcome());
        return equations;
    }

    private Source source(String name) {
        return spec.sources().stream()
                .filter(source -> source.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** A source's column by week; an outcome has no place here before the training window. */
    private double[] data(String node) {
        return node.equals(outcome())
                ? panel.column(spec.outcome().column())
                : panel.column(source(node).column());
    }

    private List<Path> pathsInto(String node) {
        return spec.paths().stream().filter(path -> path.to().equals(node)).toList();
    }

    private List<List<String>> pathsToOutcome(String node) {
        if (node.equals(outcome())) {
            return List.of(List.of(node));
        }
        List<List<String>> result = new ArrayList<>();
        for (Path path : spec.paths()) {
            if (path.from().equals(node)) {
                for (List<String> rest : pathsToOutcome(path.to())) {
                    List<String> whole = new ArrayList<>(List.of(node));
                    whole.addAll(rest);
                    result.add(List.copyOf(whole));
                }
            }
        }
        return result;
    }
}

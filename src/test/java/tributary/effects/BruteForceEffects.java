package tributary.effects;

import tributary.data.Panel;
import tributary.effects.EffectDecomposition.Effect;
import tributary.effects.EffectDecomposition.Kind;
import tributary.effects.NaiveEquations.Value;
import tributary.spec.Equation;
import tributary.spec.Family;
import tributary.spec.Mediator;
import tributary.spec.ModelSpec;
import tributary.spec.Outcome;
import tributary.spec.Source;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
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
    private final NaiveEquations equations;
    private final LatentResidual latent;
    private final int first;
    private final int end;
    private final int weeks;
    private final Map<String, double[]> activities = new HashMap<>();
    private final Map<String, double[]> residuals = new HashMap<>();
    private final Map<String, Value> factual = new HashMap<>();

    /** Residual of a week that data only bound, on the scale of the response. */
    public interface LatentResidual {
        /** At the linear predictor of that week. */
        double of(String equation, double eta, int week);

        /** The u of a hurdle, which is active where u < p. */
        default double activity(String equation, double p, int week) {
            throw new IllegalStateException(equation + " is no hurdle");
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

    /** With the scales of the training weeks (model.md §2), for a model without censored weeks. */
    public BruteForceEffects(ModelSpec spec, Panel panel, ToDoubleFunction<String> parameter) {
        this(spec, panel, parameter, Map.of());
    }

    /**
     * With the scales of a truth file, by node name, for a model without censored weeks.
     *
     * @param scales of sources and responses, all with centre 0; empty: those of the data
     */
    public BruteForceEffects(
            ModelSpec spec,
            Panel panel,
            ToDoubleFunction<String> parameter,
            Map<String, Double> scales) {
        this(
                spec,
                panel,
                parameter,
                scales,
                (equation, eta, week) -> {
                    throw new IllegalStateException(equation + " is censored in week " + week);
                });
    }

    /** As above, with the latent residuals of censored weeks. */
    public BruteForceEffects(
            ModelSpec spec,
            Panel panel,
            ToDoubleFunction<String> parameter,
            Map<String, Double> scales,
            LatentResidual latent) {
        this(spec, panel, 0, parameter, scales, latent);
    }

    /**
     * Of one geo of a panel.
     *
     * @param parameter by name; where it varies by geo, that of this geo
     */
    public BruteForceEffects(
            ModelSpec spec,
            Panel panel,
            int geo,
            ToDoubleFunction<String> parameter,
            Map<String, Double> scales,
            LatentResidual latent) {
        this.spec = spec;
        this.panel = panel;
        this.latent = latent;
        equations = new NaiveEquations(spec, panel, geo, parameter, scales);
        weeks = panel.weeks().size();
        first = Math.max(panel.firstTrainingWeek(), panel.geos().get(geo).firstWeek());
        end = Math.min(panel.endOfTraining(), panel.geos().get(geo).endWeek());
        residual(spec.outcome());
        spec.mediators().forEach(this::residual);
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
        double[] data = equations.series(spec.outcome().column());
        double floor = spec.outcome().floor().orElse(Double.NEGATIVE_INFINITY);
        Intervention none = new Intervention(source, first, end - 1, -1);
        double[] value = value(outcome(), List.of(outcome()), on, none).column();
        for (int t = first; t < end; t++) {
            double seen = Math.max(floor, data[t]);
            worst = Math.max(worst, Math.abs(value[t] - seen) / Math.abs(seen));
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
            case Outcome.Value.Column(String column) -> value = equations.series(column);
        }
        return value;
    }

    private double ownSpend(Intervention intervention) {
        if (spec.sources().stream().noneMatch(s -> s.name().equals(intervention.source()))) {
            return 0;
        }
        Source source = equations.source(intervention.source());
        double[] cost = unitCost(source);
        double[] x = equations.series(source.column());
        double[] changed = changed(intervention).column();
        double sum = 0;
        for (int t = first; t < end; t++) {
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
            double[] data = equations.series(mediator.column());
            double[] off =
                    value(mediator.name(), List.of(mediator.name()), Set.of(), intervention)
                            .column();
            for (int t = Math.max(first, intervention.firstWeek()); t < end; t++) {
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
        String money = source.spend().orElse(source.column());
        double[] units = equations.series(source.column());
        double[] spend = equations.series(money);
        double average =
                Arrays.stream(panel.trainingColumn(money)).sum()
                        / Arrays.stream(panel.trainingColumn(source.column())).sum();
        for (int t = first; t < end; t++) {
            cost[t] = units[t] > 0 ? spend[t] / units[t] : average;
        }
        return cost;
    }

    // The graph.

    private double sum(Intervention intervention, Set<List<String>> on, double[] weights) {
        double[] y = value(outcome(), List.of(outcome()), on, intervention).column();
        double sum = 0;
        for (int t = Math.max(first, intervention.firstWeek()); t < end; t++) {
            sum += weights[t] * y[t];
        }
        return sum;
    }

    /**
     * W(v, s): the source takes x where the whole path s is on, else x′; every other node evaluates
     * its equation on its causes as seen along the longer suffix.
     */
    private Value value(
            String node, List<String> suffix, Set<List<String>> on, Intervention intervention) {
        if (node.equals(intervention.source())) {
            return on.contains(suffix) ? factual(node) : changed(intervention);
        }
        Optional<Equation> equation = equations.find(node);
        if (equation.isEmpty()) {
            return factual(node);
        }
        Function<String, Value> seen =
                cause -> {
                    List<String> longer = new ArrayList<>(List.of(cause));
                    longer.addAll(suffix);
                    return value(cause, longer, on, intervention);
                };
        double[] eta = equations.linearPredictor(node, seen);
        double[] odds =
                NaiveEquations.isHurdle(equation.get()) ? equations.logOdds(node, seen) : eta;
        return response(equation.get(), eta, odds);
    }

    /** A node at a linear predictor, with the residuals of its weeks. */
    private Value response(Equation equation, double[] eta, double[] odds) {
        String node = equation.name();
        double[] value = equations.data(node);
        OptionalDouble floor = NaiveEquations.floor(equation);
        boolean curved = equation instanceof Mediator mediator && equations.isNonNegative(mediator);
        for (int t = first; t < end; t++) {
            value[t] =
                    equation.family() == Family.NEGATIVE_BINOMIAL
                            ? value[t] * StrictMath.exp(eta[t] - at(residuals, node)[t])
                            : equations.response(node).toColumn(eta[t] + at(residuals, node)[t]);
            if (NaiveEquations.isHurdle(equation)
                    && at(activities, node)[t] >= NaiveEquations.logistic(odds[t])) {
                value[t] = 0;
            }
            value[t] = Math.max(value[t], floor.orElse(curved ? 0 : Double.NEGATIVE_INFINITY));
        }
        return isPredicted(equation)
                ? new Value(value, equations.expected((Mediator) equation, eta, odds))
                : new Value(value);
    }

    private static boolean isPredicted(Equation equation) {
        return equation instanceof Mediator mediator
                && mediator.input() == Mediator.Input.PREDICTED;
    }

    /** The data; of a mediator with predicted input the expectation, too. */
    private Value factual(String node) {
        Value known = factual.get(node);
        if (known == null) {
            double[] data = equations.data(node);
            known =
                    equations
                            .find(node)
                            .filter(BruteForceEffects::isPredicted)
                            .map(mediator ->
                                    new Value(
                                            data,
                                            equations.expected(
                                                    (Mediator) mediator,
                                                    factualPredictor(node),
                                                    factualOdds((Mediator) mediator))))
                            .orElseGet(() -> new Value(data));
            factual.put(node, known);
        }
        return known;
    }

    private double[] factualOdds(Equation equation) {
        return NaiveEquations.isHurdle(equation)
                ? equations.logOdds(equation.name(), this::factual)
                : new double[weeks];
    }

    private double[] factualPredictor(String node) {
        return equations.linearPredictor(node, this::factual);
    }

    private Value changed(Intervention intervention) {
        Value data = factual(intervention.source());
        double[] x = data.column().clone();
        double[] input = data.input().clone();
        for (int t = intervention.firstWeek(); t <= intervention.lastWeek(); t++) {
            x[t] *= 1 + intervention.change();
            input[t] *= 1 + intervention.change();
        }
        return new Value(x, input);
    }

    private void residual(Equation equation) {
        String name = equation.name();
        double[] eta = factualPredictor(name);
        double[] odds = factualOdds(equation);
        double[] data = equations.series(equation.column());
        boolean hurdle = NaiveEquations.isHurdle(equation);
        double floor = NaiveEquations.floor(equation).orElse(Double.NEGATIVE_INFINITY);
        double[] residual = new double[weeks];
        double[] activity = new double[weeks];
        for (int t = first; t < end; t++) {
            if (equation.family() == Family.NEGATIVE_BINOMIAL) {
                residual[t] = eta[t]; // Y′ = y μ′/μ
            } else if (data[t] <= floor || (hurdle && data[t] == 0)) {
                residual[t] = latent.of(name, eta[t], t);
            } else {
                residual[t] = equations.response(name).toModel(data[t]) - eta[t];
            }
            if (hurdle) {
                activity[t] = latent.activity(name, NaiveEquations.logistic(odds[t]), t);
            }
        }
        residuals.put(name, residual);
        activities.put(name, activity);
    }

    // Looking things up.

    private static <K, V> V at(Map<K, V> map, K key) {
        return Objects.requireNonNull(map.get(key), key::toString);
    }

    private String outcome() {
        return spec.outcome().name();
    }

    private List<List<String>> pathsToOutcome(String node) {
        if (node.equals(outcome())) {
            return List.of(List.of(node));
        }
        List<List<String>> result = new ArrayList<>();
        for (Equation equation : equations.all()) {
            if (equations.causes(equation.name()).contains(node)) {
                for (List<String> rest : pathsToOutcome(equation.name())) {
                    List<String> whole = new ArrayList<>(List.of(node));
                    whole.addAll(rest);
                    result.add(List.copyOf(whole));
                }
            }
        }
        return result;
    }
}

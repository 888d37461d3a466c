package tributary.fit;

import tributary.diagnostics.Quantiles;
import tributary.diagnostics.RankDiagnostics;
import tributary.effects.EffectDecomposition;
import tributary.effects.EffectDecomposition.Effect;
import tributary.effects.EffectDecomposition.Kind;
import tributary.effects.Intervention;
import tributary.model.CompiledModel;
import tributary.model.CompiledSource;
import tributary.spec.ChangeText;
import tributary.store.EffectRow;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Summarises the draws of one intervention as rows, with the rules of model.md §7 on what may be
 * said.
 *
 * <p>Effects are Y(x) − Y(x′): what the source contributed against its changed self. For an
 * increase the negative is reported, the change it brings.
 */
final class EffectRows {
    /** A ratio is suppressed where its denominator is ≤ 0 with more than this probability. */
    private static final double MAX_BAD_DENOMINATOR = 0.01;

    private static final String MONEY_PER_SPEND = "money per unit of spend";

    /** Of a row: 2.5 %, 5 %, 25 %, 50 %, 75 %, 95 %, 97.5 %. */
    private static final double[] PROBABILITIES = {0.025, 0.05, 0.25, 0.5, 0.75, 0.95, 0.975};

    private static final String SIGN_FIXED = "sign fixed by prior";

    private final CompiledModel model;
    private final Intervention intervention;
    private final EffectDraws draws;
    private final EffectDecomposition decomposition;
    private final FixedSigns signs;
    private final double orientation;
    private final String unit;
    private final Optional<String> geo;
    private final double ownSpend;
    private final List<EffectRow> rows = new ArrayList<>();

    private EffectRows(
            CompiledModel model,
            Intervention intervention,
            EffectDraws draws,
            Optional<String> geo,
            double ownSpend) {
        this.model = model;
        this.intervention = intervention;
        this.draws = draws;
        this.decomposition = draws.decomposition();
        this.signs = new FixedSigns(model, intervention.source(), decomposition);
        this.orientation = intervention.change() > 0 ? -1 : 1;
        this.unit = model.spec().outcome().column();
        this.geo = geo;
        this.ownSpend = ownSpend;
    }

    /** All rows of one intervention, of all geos together. */
    static List<EffectRow> of(CompiledModel model, Intervention intervention, EffectDraws draws) {
        double ownSpend = draws.decomposition().ownSpend();
        var rows = new EffectRows(model, intervention, draws, Optional.empty(), ownSpend);
        rows.effects();
        rows.otherSplit();
        rows.proportionMediated();
        rows.money();
        rows.roiWithInduced();
        return rows.rows;
    }

    /** Of {@link #of}, the rows of the effects and of what they return. */
    static List<EffectRow> ofReturns(
            CompiledModel model, Intervention intervention, EffectDraws draws) {
        double ownSpend = draws.decomposition().ownSpend();
        var rows = new EffectRows(model, intervention, draws, Optional.empty(), ownSpend);
        rows.effects();
        rows.roi();
        rows.roiWithInduced();
        return rows.rows;
    }

    /**
     * The rows of one geo: direct, indirect and total effect, and money.
     *
     * @param draws of that geo
     */
    static List<EffectRow> ofGeo(
            CompiledModel model, Intervention intervention, EffectDraws draws, int geo) {
        Optional<String> name = Optional.of(model.panel().geos().get(geo).name());
        double ownSpend = draws.decomposition().ownSpend(geo);
        var rows = new EffectRows(model, intervention, draws, name, ownSpend);
        Optional<String> nothing = rows.nothingToChange(geo);
        if (nothing.isPresent()) {
            rows.nothing(nothing.get());
        } else {
            rows.effects();
            rows.money();
        }
        return rows.rows;
    }

    /** Why an intervention changes nothing in a geo, if so. */
    private Optional<String> nothingToChange(int index) {
        Optional<CompiledSource> source = model.source(intervention.source());
        boolean trained = false;
        boolean present = source.isEmpty() || source.get().expected().isPresent();
        for (int t = intervention.firstWeek(); t <= intervention.lastWeek(); t++) {
            int cell = model.cells().index(index, t);
            if (model.observed()[cell] > 0) {
                trained = true;
                present |= source.isPresent() && source.get().column()[cell] != 0;
            }
        }
        return !trained
                ? Optional.of("this geo has none of these weeks")
                : note(
                        !present,
                        "no %s in this geo in these weeks: there is nothing to change"
                                .formatted(intervention.source()));
    }

    private void nothing(String why) {
        for (String effect : List.of("direct", "indirect", "total")) {
            rows.add(suppressed(effect, unit, why));
        }
        if (isPaid()) {
            rows.add(suppressed("roi", MONEY_PER_SPEND, why));
        }
    }

    private boolean isPaid() {
        return model.source(intervention.source())
                .filter(source -> source.spec().paid())
                .isPresent();
    }

    /** The row of an elasticity from its draws, % per 1 %. */
    static EffectRow elasticity(
            CompiledModel model, Intervention intervention, double[][] percent) {
        return row(
                model,
                intervention,
                "elasticity",
                Optional.empty(),
                Optional.empty(),
                "% of " + model.spec().outcome().column() + " per 1 %",
                percent,
                Optional.empty());
    }

    private void effects() {
        effect("direct", Kind.DIRECT, directNote());
        effect("indirect", Kind.INDIRECT, indirectNote());
        paths();
        effect("total", Kind.TOTAL, signNote(signs.total()));
    }

    private void otherSplit() {
        effect("direct_total", Kind.DIRECT_TOTAL, directNote());
        effect("indirect_pure", Kind.INDIRECT_PURE, indirectNote());
        boolean both = decomposition.hasDirectPath() && !decomposition.indirectPaths().isEmpty();
        effect("interaction", Kind.INTERACTION, note(!both, "needs both paths"));
    }

    private Optional<String> directNote() {
        return decomposition.hasDirectPath()
                ? signNote(signs.direct())
                : Optional.of("no direct path in the graph");
    }

    private Optional<String> indirectNote() {
        return decomposition.indirectPaths().isEmpty()
                ? Optional.of("no indirect path in the graph")
                : signNote(signs.indirect());
    }

    private void effect(String name, Kind kind, Optional<String> note) {
        rows.add(row(name, Optional.empty(), unit, oriented(draws.of(kind)), note));
    }

    private void paths() {
        List<Effect> effects = decomposition.effects();
        for (int e = 0; e < effects.size(); e++) {
            if (effects.get(e).kind() == Kind.INDIRECT_PATH) {
                String path = effects.get(e).path();
                rows.add(
                        row(
                                "indirect",
                                Optional.of(path),
                                unit,
                                oriented(draws.values()[e]),
                                pathNote(path)));
            }
        }
    }

    private Optional<String> pathNote(String path) {
        List<String> notes = new ArrayList<>();
        splitNote(path).ifPresent(notes::add);
        signNote(signs.along(path)).ifPresent(notes::add);
        return note(!notes.isEmpty(), String.join("; ", notes));
    }

    private Optional<String> splitNote(String path) {
        List<Effect> effects = decomposition.effects();
        int error = effects.indexOf(new Effect(Kind.INDIRECT_PATH_ERROR, path));
        if (error >= 0) {
            return Optional.of(
                    String.format(
                            Locale.ROOT,
                            "Shapley share over sampled orders, standard error %.3g",
                            Statistics.mean(draws.values()[error])));
        }
        boolean chained = decomposition.indirectPaths().stream().anyMatch(p -> p.size() > 3);
        return note(
                chained,
                "a mediator feeds another mediator: the split by path rests on the fitted equations"
                        + " only");
    }

    /**
     * Indirect/Total, only where Total is away from zero; called inconsistent mediation where
     * direct and indirect pull in opposite directions.
     */
    private void proportionMediated() {
        if (decomposition.indirectPaths().isEmpty()) {
            return;
        }
        double[][] direct = draws.of(Kind.DIRECT);
        double[][] indirect = draws.of(Kind.INDIRECT);
        double[][] total = draws.of(Kind.TOTAL);
        double[][] size = Statistics.map(total, Math::abs);
        double low = Quantiles.of(total, 0.05);
        double high = Quantiles.of(total, 0.95);
        Optional<String> refusal =
                low <= 0 && high >= 0
                        ? Optional.of("the 90 % interval of the total effect includes 0")
                        : Quantiles.of(size, 0.05) < 0.25 * Quantiles.of(size, 0.5)
                                ? Optional.of(
                                        "the total effect may be too close to 0 to" + " divide by")
                                : Statistics.probability(
                                                        Statistics.map(
                                                                direct, indirect, (d, i) -> d * i),
                                                        product -> product < 0)
                                                > 0.5
                                        ? Optional.of(
                                                "inconsistent mediation: direct and indirect effect"
                                                        + " have opposite signs, so no share is"
                                                        + " reported")
                                        : Optional.empty();
        if (refusal.isPresent()) {
            rows.add(suppressed("proportion_mediated", "share of total", refusal.get()));
        } else {
            rows.add(
                    row(
                            "proportion_mediated",
                            Optional.empty(),
                            "share of total",
                            Statistics.map(indirect, total, (i, t) -> i / t),
                            Optional.empty()));
        }
    }

    /** Profit and return; what a control costs is not known. */
    private void money() {
        if (model.source(intervention.source()).isEmpty()) {
            return;
        }
        double[][] money = draws.of(Kind.TOTAL_MONEY);
        rows.add(
                row(
                        "net_profit",
                        Optional.empty(),
                        "money",
                        oriented(Statistics.map(money, spent(), (gain, cost) -> gain - cost)),
                        Optional.empty()));
        roi();
    }

    private void roi() {
        if (isPaid()) {
            double[][] money = draws.of(Kind.TOTAL_MONEY);
            ratio("roi", money, Statistics.map(money, ignored -> ownSpend));
        }
    }

    private void roiWithInduced() {
        if (isPaid()) {
            ratio("roi_with_induced", draws.of(Kind.TOTAL_MONEY), spent());
        }
    }

    /** Own and induced. */
    private double[][] spent() {
        return Statistics.map(draws.of(Kind.INDUCED_SPEND), induced -> ownSpend + induced);
    }

    private void ratio(String name, double[][] money, double[][] spent) {
        double bad = Statistics.probability(oriented(spent), cost -> cost <= 0);
        if (bad > MAX_BAD_DENOMINATOR) {
            rows.add(
                    suppressed(
                            name,
                            MONEY_PER_SPEND,
                            String.format(
                                    Locale.ROOT,
                                    "the spend it divides by is ≤ 0 with probability" + " %.2f",
                                    bad)));
        } else {
            rows.add(
                    row(
                            name,
                            Optional.empty(),
                            MONEY_PER_SPEND,
                            Statistics.map(money, spent, (gain, cost) -> gain / cost),
                            signNote(signs.total())));
        }
    }

    private static Optional<String> signNote(boolean fixed) {
        return note(fixed, SIGN_FIXED);
    }

    private static Optional<String> note(boolean condition, String text) {
        return condition ? Optional.of(text) : Optional.empty();
    }

    private double[][] oriented(double[][] x) {
        return orientation > 0 ? x : Statistics.map(x, value -> 0 - value);
    }

    private EffectRow row(
            String effect,
            Optional<String> path,
            String rowUnit,
            double[][] x,
            Optional<String> note) {
        return row(model, intervention, effect, path, geo, rowUnit, x, note);
    }

    private static EffectRow row(
            CompiledModel model,
            Intervention intervention,
            String effect,
            Optional<String> path,
            Optional<String> geo,
            String rowUnit,
            double[][] x,
            Optional<String> note) {
        double[] quantiles = Quantiles.of(x, PROBABILITIES);
        RankDiagnostics ranks = RankDiagnostics.of(x);
        return new EffectRow(
                intervention.source(),
                effect,
                path,
                geo,
                week(model, intervention.firstWeek()),
                week(model, intervention.lastWeek()),
                ChangeText.format(intervention.change()),
                rowUnit,
                Statistics.mean(x),
                quantiles[3],
                Statistics.sd(x),
                quantiles[0],
                quantiles[1],
                quantiles[2],
                quantiles[4],
                quantiles[5],
                quantiles[6],
                Statistics.probability(x, value -> value > 0),
                ranks.rhat(),
                ranks.essBulk(),
                note);
    }

    private EffectRow suppressed(String effect, String rowUnit, String why) {
        return EffectRow.suppressed(
                intervention.source(),
                effect,
                geo,
                week(model, intervention.firstWeek()),
                week(model, intervention.lastWeek()),
                ChangeText.format(intervention.change()),
                rowUnit,
                why);
    }

    private static String week(CompiledModel model, int index) {
        return model.panel().weeks().get(index).toString();
    }
}

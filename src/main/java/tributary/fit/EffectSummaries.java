package tributary.fit;

import tributary.data.Panel;
import tributary.effects.Intervention;
import tributary.mcmc.Draws;
import tributary.model.CompiledModel;
import tributary.model.ModelCompiler;
import tributary.spec.Control;
import tributary.spec.ModelSpec;
import tributary.spec.Words;
import tributary.store.EffectRow;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Effect rows from constrained draws. */
public final class EffectSummaries {
    /** Geos that an error names. */
    private static final int LISTED = 30;

    private EffectSummaries() {}

    /**
     * Computes the rows of a query from the draws of a run; the same draws give the same bits.
     * Weeks after the training window play no part.
     *
     * @throws IllegalArgumentException if the source or geo is unknown, the window holds no week or
     *     leaves the fitted ones, naming what is allowed; if the draws lack parameters
     */
    public static List<EffectRow> of(
            ModelSpec model, Panel panel, Draws constrained, EffectQuery query) {
        return of(ModelCompiler.compile(model, panel.training()), constrained, query);
    }

    static List<EffectRow> of(CompiledModel model, Draws constrained, EffectQuery query) {
        requireParameters(model, constrained);
        return EffectEvaluation.of(model, constrained, query, GeoSweep.HELD).rows();
    }

    /** A large panel's run may have left the parameters of single geos out of its draws. */
    private static void requireParameters(CompiledModel model, Draws constrained) {
        if (!hasParameters(model, constrained)) {
            throw new IllegalArgumentException(
                    "draws: the parameters of single geos were left out of this run's draws, so"
                            + " effects cannot be computed from them again; `fit --geo-draws` keeps"
                            + " them (effects.json holds those of every source switched off)");
        }
    }

    /** Whether the draws have every reported parameter of the model, in order. */
    static boolean hasParameters(CompiledModel model, Draws constrained) {
        List<String> names = model.parameters().reportedNames();
        return constrained
                .names()
                .subList(0, Math.min(names.size(), constrained.names().size()))
                .equals(names);
    }

    /** A lever changed in every training week. */
    static Intervention throughout(CompiledModel model, String lever, double change) {
        return new Intervention(
                lever,
                model.panel().firstTrainingWeek(),
                model.panel().endOfTraining() - 1,
                change);
    }

    /** One intervention for each source asked for; a control only where it is named. */
    static List<Intervention> interventions(CompiledModel model, EffectQuery query) {
        List<String> sources =
                model.sources().stream().map(source -> source.spec().name()).toList();
        List<String> controls = model.spec().controls().stream().map(Control::name).toList();
        Optional<String> asked = query.source();
        if (asked.isPresent()
                && !sources.contains(asked.get())
                && !controls.contains(asked.get())) {
            throw new IllegalArgumentException(
                    "source: "
                            + asked.get()
                            + " is not a source or control of this model; sources are "
                            + String.join(", ", sources)
                            + (controls.isEmpty()
                                    ? ""
                                    : "; controls are " + String.join(", ", controls))
                            + Words.didYouMean(
                                    asked.get(),
                                    Stream.concat(sources.stream(), controls.stream()).toList()));
        }
        asked.ifPresent(name -> requireLogarithm(model, name, query.change()));
        List<LocalDate> weeks = model.panel().weeks();
        int training = model.panel().firstTrainingWeek();
        LocalDate from = query.from().orElse(weeks.get(training));
        LocalDate to = query.to().orElse(weeks.get(weeks.size() - 1));
        int first = training;
        while (first < weeks.size() && weeks.get(first).isBefore(from)) {
            first++;
        }
        int last = weeks.size() - 1;
        while (last >= 0 && weeks.get(last).isAfter(to)) {
            last--;
        }
        if (first > last
                || from.isBefore(weeks.get(training))
                || to.isAfter(weeks.get(weeks.size() - 1).plusDays(6))) {
            throw new IllegalArgumentException(
                    "window: "
                            + from
                            + " to "
                            + to
                            + " must hold a week and lie in the fitted weeks "
                            + weeks.get(training)
                            + " to "
                            + weeks.get(weeks.size() - 1));
        }
        int start = first;
        int end = last;
        return asked.map(List::of).orElse(sources).stream()
                .map(source -> new Intervention(source, start, end, query.change()))
                .toList();
    }

    /** Index of the geo asked for, if any. */
    static OptionalInt geo(CompiledModel model, EffectQuery query) {
        if (query.geo().isEmpty()) {
            return OptionalInt.empty();
        }
        List<String> names = model.panel().geos().stream().map(Panel.Geo::name).toList();
        int geo = names.indexOf(query.geo().get());
        if (geo < 0 || !model.panel().hasGeos()) {
            throw new IllegalArgumentException(
                    "geo: \""
                            + query.geo().get()
                            + "\" is not in the data"
                            + (model.panel().hasGeos()
                                    ? "; geos are "
                                            + listed(names)
                                            + Words.didYouMean(query.geo().get(), names)
                                    : ", which have no geo column"));
        }
        return OptionalInt.of(geo);
    }

    private static String listed(List<String> names) {
        String first = names.stream().limit(LISTED).collect(Collectors.joining(", "));
        int more = names.size() - LISTED;
        return more > 0 ? first + " and " + more + " more" : first;
    }

    /** A control whose logarithm is taken cannot be switched off. */
    private static void requireLogarithm(CompiledModel model, String name, double change) {
        boolean log =
                model.equations().stream()
                        .flatMap(equation -> equation.regressors().stream())
                        .flatMap(regressor -> regressor.factors().stream())
                        .anyMatch(factor -> factor.node().equals(name) && factor.transform().log());
        if (log && change <= -1) {
            throw new IllegalArgumentException(
                    "change: -100% of "
                            + name
                            + " leaves nothing to take the logarithm of; it must be above -100%");
        }
    }
}

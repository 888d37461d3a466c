package tributary.fit;

import tributary.data.Panel;
import tributary.effects.Intervention;
import tributary.mcmc.Draws;
import tributary.model.CompiledModel;
import tributary.model.ModelCompiler;
import tributary.spec.Control;
import tributary.spec.ModelSpec;
import tributary.store.EffectRow;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Effect rows from constrained draws. */
public final class EffectSummaries {
    private EffectSummaries() {}

    /**
     * Computes the rows of a query from the draws of a run; the same draws give the same bits.
     * Weeks after the training window play no part.
     *
     * @throws IllegalArgumentException if the source is unknown or the window holds no week or
     *     leaves the fitted ones, naming what is allowed
     */
    public static List<EffectRow> of(
            ModelSpec model, Panel panel, Draws constrained, EffectQuery query) {
        return of(ModelCompiler.compile(model, panel.training()), constrained, query);
    }

    static List<EffectRow> of(CompiledModel model, Draws constrained, EffectQuery query) {
        List<EffectRow> rows = new ArrayList<>();
        for (Intervention intervention : interventions(model, query)) {
            rows.addAll(
                    EffectRows.of(
                            model, intervention, EffectDraws.of(model, constrained, intervention)));
        }
        if (query.equals(EffectQuery.standard())) {
            rows.addAll(Elasticities.rows(model, constrained));
        }
        return rows;
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
                                    : "; controls are " + String.join(", ", controls)));
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

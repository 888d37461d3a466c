package tributary.fit;

import tributary.data.Panel;
import tributary.effects.Intervention;
import tributary.mcmc.Draws;
import tributary.model.CompiledModel;
import tributary.model.ModelCompiler;
import tributary.spec.ModelSpec;
import tributary.store.EffectRow;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

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
        return rows;
    }

    /** One intervention for each source asked for. */
    static List<Intervention> interventions(CompiledModel model, EffectQuery query) {
        List<String> sources =
                model.sources().stream().map(source -> source.spec().name()).toList();
        if (query.source().isPresent() && !sources.contains(query.source().get())) {
            throw new IllegalArgumentException(
                    "source: "
                            + query.source().get()
                            + " is not a source of this model; sources are "
                            + String.join(", ", sources));
        }
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
        return sources.stream()
                .filter(source -> query.source().map(source::equals).orElse(true))
                .map(source -> new Intervention(source, start, end, query.change()))
                .toList();
    }
}

package tributary.fit;

import tributary.data.Finding;
import tributary.model.CompiledModel;
import tributary.model.ModelCompiler;
import tributary.spec.Identification;
import tributary.store.CheckSummary;
import tributary.store.DesignSummary;
import tributary.store.PriorPredictiveSummary;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What can be said about a model and its data without a fit. */
public final class ModelCheck {
    private ModelCheck() {}

    /**
     * Findings about the data, the model, its graph and what its priors imply.
     *
     * @param configuration file name, for messages
     * @param draws from the prior, ≥ 1
     * @throws tributary.spec.SpecException if the model cannot be used, with every problem
     * @throws tributary.data.DataException if its data cannot
     */
    public static CheckSummary of(FitTask task, String configuration, int draws) {
        CompiledModel model = ModelCompiler.compile(task.model(), task.panel().training());
        PriorPredictiveSummary prior =
                PriorPredictive.of(model, task.model().sampler().seed(), draws).summary();
        List<Finding> findings = new ArrayList<>(task.panel().findings());
        for (String doubt : Plausibility.doubts(model, List.of())) {
            findings.add(
                    new Finding(Finding.Severity.WARNING, "floor", task.panel().file(), doubt));
        }
        for (String note : model.notes()) {
            findings.add(note(configuration, note));
        }
        Identification identification = Identification.of(task.model());
        findings.addAll(IdentificationFindings.of(identification, configuration));
        DesignSummary design = DesignCheck.of(model);
        findings.addAll(DesignFindings.of(design, configuration));
        findings.addAll(PriorPlausibility.warnings(model, prior, configuration));
        return new CheckSummary(
                findings, Optional.of(identification), Optional.of(design), Optional.of(prior));
    }

    /** A note that begins with a JSON path is about a choice of the configuration's. */
    private static Finding note(String configuration, String note) {
        int colon = note.indexOf(": ");
        return note.startsWith("$.") && colon > 0
                ? new Finding(
                        Finding.Severity.WARNING,
                        "experiment",
                        configuration + ": " + note.substring(0, colon),
                        note.substring(colon + 2))
                : new Finding(Finding.Severity.NOTE, "model", configuration, note);
    }
}

package tributary.report;

import tributary.spec.Equation;
import tributary.spec.ModelSpec;
import tributary.spec.Prior;
import tributary.store.Run;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The section on the model: media transforms, equations, priors, and what the effects rest on. */
record ModelSummary(
        List<String> transforms,
        List<Formula> equations,
        List<PriorRow> priors,
        List<String> assumptions,
        List<String> notes) {
    /** One equation, its distribution first, line by line. */
    record Formula(String node, List<String> lines) {}

    /** One parameter with its prior. */
    record PriorRow(String parameter, String prior) {}

    static ModelSummary of(Run run) {
        ModelSpec model = run.model();
        var formulas = new Formulas(model, run.panel());
        return new ModelSummary(
                formulas.transforms(),
                Stream.<Equation>concat(model.mediators().stream(), Stream.of(model.outcome()))
                        .map(equation -> new Formula(equation.name(), formulas.of(equation)))
                        .toList(),
                run.priors().entrySet().stream()
                        .map(entry -> prior(model, entry.getKey(), entry.getValue()))
                        .toList(),
                Assumptions.of(run),
                run.notes());
    }

    /** The prior of the degrees of freedom is on what they have above 2 (model.md §6). */
    private static PriorRow prior(ModelSpec model, String parameter, Prior prior) {
        Optional<String> shifted =
                Stream.<Equation>concat(model.mediators().stream(), Stream.of(model.outcome()))
                        .filter(equation -> equation.nu().isEmpty())
                        .map(equation -> "nu_" + equation.name())
                        .filter(parameter::equals)
                        .findFirst();
        return new PriorRow(shifted.map(nu -> nu + " − 2").orElse(parameter), Words.prior(prior));
    }
}

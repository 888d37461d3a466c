package tributary.report;

import tributary.spec.Control;
import tributary.spec.Equation;
import tributary.spec.Family;
import tributary.spec.Link;
import tributary.spec.Mediator;
import tributary.spec.ModelSpec;
import tributary.spec.Path;
import tributary.spec.Source;
import tributary.spec.Trend;
import tributary.store.Run;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The section on the model: media transforms, equations, priors, and what the effects rest on. */
record ModelSummary(
        List<String> transforms,
        List<Formula> equations,
        List<PriorRow> priors,
        List<String> assumptions,
        List<String> notes) {
    /** One equation: its distribution and the terms of its linear predictor. */
    record Formula(String node, String distribution, List<String> terms) {}

    /** One parameter with its prior. */
    record PriorRow(String parameter, String prior) {}

    static ModelSummary of(Run run) {
        ModelSpec model = run.model();
        return new ModelSummary(
                model.sources().stream()
                        .filter(source -> actsOn(model, source))
                        .map(source -> "x(" + source.name() + ") = " + Words.transformed(source))
                        .toList(),
                Stream.<Equation>concat(model.mediators().stream(), Stream.of(model.outcome()))
                        .map(equation -> formula(model, equation))
                        .toList(),
                run.priors().entrySet().stream()
                        .map(entry -> new PriorRow(entry.getKey(), Words.prior(entry.getValue())))
                        .toList(),
                assumptions(model),
                run.notes());
    }

    private static Formula formula(ModelSpec model, Equation equation) {
        String name = equation.name();
        String response = equation.link() == Link.LOG ? "ln " + name + "*" : name + "*";
        return new Formula(name, response + " ~ " + distribution(equation), terms(model, name));
    }

    private static String distribution(Equation equation) {
        String scale = "sigma_" + equation.name();
        return switch (equation.family()) {
            case Family.GAUSSIAN -> "Normal(η, " + scale + ")";
            case Family.TOBIT -> "max(0, Normal(η, " + scale + "))";
            case Family.STUDENT_T ->
                    "StudentT(%s, η, %s)"
                            .formatted(
                                    equation.nu().isPresent()
                                            ? Words.setting(equation.nu().getAsDouble())
                                            : "nu_" + equation.name(),
                                    scale);
        };
    }

    private static List<String> terms(ModelSpec model, String node) {
        List<String> terms = new ArrayList<>();
        terms.add("intercept_" + node);
        if (model.trend().type() != Trend.Type.NONE && model.trend().into().contains(node)) {
            terms.add("trend_%s (%s)".formatted(node, Words.lower(model.trend().type())));
        }
        if (model.seasonality().order() > 0 && model.seasonality().into().contains(node)) {
            terms.add(
                    "season_%s (%d harmonics of %s days)"
                            .formatted(
                                    node,
                                    model.seasonality().order(),
                                    Words.setting(model.seasonality().period())));
        }
        for (Control control : model.controls()) {
            if (control.into().contains(node)) {
                terms.add(
                        "control_%s_to_%s · %s"
                                .formatted(control.name(), node, Words.transformed(control)));
            }
        }
        for (Path path : model.paths()) {
            if (path.to().equals(node)) {
                terms.add("coefficient_%s_to_%s · x(%s)".formatted(path.from(), node, path.from()));
            }
        }
        return terms;
    }

    private static List<String> assumptions(ModelSpec model) {
        List<String> sentences = new ArrayList<>();
        boolean mediated = !model.mediators().isEmpty();
        sentences.add(
                "The effects are causal only if, given the controls, trend and season above,"
                        + " nothing unmeasured moves both a channel and the outcome"
                        + (mediated
                                ? ", both a channel and a mediator, or both a mediator and the"
                                        + " outcome. The data cannot confirm this."
                                : ". The data cannot confirm this."));
        if (model.paths().stream().anyMatch(path -> path.sign() == Path.Sign.POSITIVE)) {
            sentences.add(
                    "Some paths are positive by construction (their priors have no mass below"
                            + " zero): that such an effect is above zero is an assumption, not a"
                            + " finding.");
        }
        List<String> chained =
                model.paths().stream()
                        .filter(path -> isMediator(model, path.from()))
                        .filter(path -> isMediator(model, path.to()))
                        .map(path -> path.from() + " → " + path.to())
                        .toList();
        if (!chained.isEmpty()) {
            sentences.add(
                    "One mediator feeds another ("
                            + String.join(", ", chained)
                            + "): how an indirect effect splits between single paths rests on the"
                            + " fitted equations alone; the joint indirect effect does not.");
        }
        sentences.add(
                "Where a channel's media hardly vary, its curve and carry-over are decided by the"
                        + " priors rather than by the data.");
        return sentences;
    }

    private static boolean actsOn(ModelSpec model, Source source) {
        return model.paths().stream().anyMatch(path -> path.from().equals(source.name()));
    }

    private static boolean isMediator(ModelSpec model, String name) {
        return model.mediators().stream().map(Mediator::name).anyMatch(name::equals);
    }
}

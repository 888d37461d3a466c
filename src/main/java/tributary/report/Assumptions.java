package tributary.report;

import tributary.spec.Control;
import tributary.spec.Family;
import tributary.spec.Link;
import tributary.spec.Mediator;
import tributary.spec.ModelSpec;
import tributary.spec.Outcome;
import tributary.spec.Path;
import tributary.store.Run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What the effects of a run rest on and the data cannot show, in sentences. */
final class Assumptions {
    private Assumptions() {}

    static List<String> of(Run run) {
        ModelSpec model = run.model();
        List<String> sentences = new ArrayList<>();
        addConfounding(model, sentences);
        addSigns(model, sentences);
        addChains(model, sentences);
        addComposition(model, sentences);
        addNoise(model, sentences);
        addLatents(model, sentences);
        addPredicted(model, sentences);
        model.price().ifPresent(price -> addPrice(run, price, sentences));
        sentences.add(
                "Where a channel's media hardly vary, its curve and carry-over are decided by the"
                        + " priors rather than by the data.");
        return sentences;
    }

    private static void addConfounding(ModelSpec model, List<String> sentences) {
        sentences.add(
                "The effects are causal only if, given the controls, trend and season above,"
                        + " nothing unmeasured moves both a channel and the outcome"
                        + (model.mediators().isEmpty()
                                ? ". The data cannot confirm this."
                                : ", both a channel and a mediator, or both a mediator and the"
                                        + " outcome. The data cannot confirm this."));
    }

    private static void addSigns(ModelSpec model, List<String> sentences) {
        if (model.paths().stream().anyMatch(path -> path.sign() == Path.Sign.POSITIVE)) {
            sentences.add(
                    "Some paths are positive by construction (their priors have no mass below"
                            + " zero): that such an effect is above zero is an assumption, not a"
                            + " finding.");
        }
    }

    private static void addChains(ModelSpec model, List<String> sentences) {
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
    }

    private static void addComposition(ModelSpec model, List<String> sentences) {
        if (model.outcome().composition() == Outcome.Composition.SCALED) {
            sentences.add(
                    "Media add up with the intercept, and demand (trend, season, controls, price)"
                            + " multiplies the sum: the same media are taken to earn more where"
                            + " demand is high, and nothing where there is none.");
        }
    }

    private static void addNoise(ModelSpec model, List<String> sentences) {
        String kept =
                "What the model does not explain of a week is kept when a source is switched off: "
                        + (model.outcome().link() == Link.LOG
                                ? "the week stays as many percent above or below expectation."
                                : "the week stays as far above or below expectation.");
        sentences.add(
                kept
                        + (model.outcome().autoregressive()
                                ? " So are the innovations of the AR(1) residual: the noise that"
                                        + " one week hands to the next is taken not to depend on"
                                        + " the media."
                                : ""));
    }

    private static void addLatents(ModelSpec model, List<String> sentences) {
        List<String> censored = new ArrayList<>();
        model.mediators().stream()
                .filter(mediator -> mediator.family() == Family.TOBIT)
                .forEach(mediator -> censored.add(mediator.name() + " is zero"));
        if (model.outcome().floor().isPresent()) {
            censored.add(model.outcome().name() + " is at its floor");
        }
        if (!censored.isEmpty()) {
            sentences.add(
                    "Where "
                            + String.join(" or ", censored)
                            + ", how far below the value behind it lies is drawn from the model,"
                            + " once per posterior draw and week, and the same for every effect:"
                            + " how much media it would take to lift such a week rests on the"
                            + " assumed distribution.");
        }
    }

    private static void addPredicted(ModelSpec model, List<String> sentences) {
        List<String> predicted =
                model.mediators().stream()
                        .filter(mediator -> mediator.input() == Mediator.Input.PREDICTED)
                        .map(Mediator::name)
                        .toList();
        if (!predicted.isEmpty()) {
            sentences.add(
                    "Downstream of "
                            + String.join(", ", predicted)
                            + " stands what its equation expects, not what was observed: a week"
                            + " in which it was higher than expected is taken to have no"
                            + " consequence.");
        }
    }

    private static void addPrice(Run run, Control price, List<String> sentences) {
        double[] values = run.panel().trainingColumn(price.column());
        double low = Arrays.stream(values).min().orElseThrow();
        double high = Arrays.stream(values).max().orElseThrow();
        sentences.add(
                "The weeks fitted have seen %s from %s to %s. Outside that range its effect is the assumed curve alone%s."
                        .formatted(
                                price.name(),
                                Numbers.format(low),
                                Numbers.format(high),
                                price.priceResponse()
                                                .filter(Control.PriceResponse.LINEAR_DEMAND::equals)
                                                .isPresent()
                                        ? ", a straight line from the choke price down: demand is"
                                                + " nil above it, and grows without bend below"
                                        : ""));
    }

    private static boolean isMediator(ModelSpec model, String name) {
        return model.mediators().stream().map(Mediator::name).anyMatch(name::equals);
    }
}

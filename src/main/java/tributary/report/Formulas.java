package tributary.report;

import tributary.data.Panel;
import tributary.spec.Control;
import tributary.spec.Equation;
import tributary.spec.Experiment;
import tributary.spec.Family;
import tributary.spec.Interaction;
import tributary.spec.Link;
import tributary.spec.ModelSpec;
import tributary.spec.Outcome;
import tributary.spec.Path;
import tributary.spec.Source;
import tributary.spec.Trend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Equations of a model as lines of text, with the names that its parameters have in the draws. */
final class Formulas {
    private final ModelSpec model;
    private final Panel panel;

    Formulas(ModelSpec model, Panel panel) {
        this.model = model;
        this.panel = panel;
    }

    /** One equation: its distribution, then its linear predictor term by term. */
    List<String> of(Equation equation) {
        String name = equation.name();
        List<String> lines = new ArrayList<>(distribution(equation));
        List<String> media = media(name);
        List<String> demand = demand(name);
        if (isScaled(equation)) {
            lines.add("η = ln A + ln D");
            sum(lines, "A", media);
            sum(lines, "ln D", demand);
        } else {
            media.addAll(1, demand);
            sum(lines, "η", media);
        }
        lines.addAll(returns(name));
        if (equation instanceof Outcome) {
            lines.addAll(lifts());
        }
        if (pricedIn(name).isPresent()) {
            lines.add(
                    "p_r = %s, the median %s of the weeks fitted"
                            .formatted(
                                    Numbers.format(median(pricedIn(name).get().column())),
                                    pricedIn(name).get().column()));
        }
        return lines;
    }

    private boolean isScaled(Equation equation) {
        return equation instanceof Outcome outcome
                && outcome.composition() == Outcome.Composition.SCALED;
    }

    private static void sum(List<String> lines, String left, List<String> terms) {
        for (int i = 0; i < terms.size(); i++) {
            lines.add((i == 0 ? left + " = " : "+ ") + terms.get(i));
        }
        if (terms.isEmpty()) {
            lines.add(left + " = 0");
        }
    }

    private List<String> distribution(Equation equation) {
        String name = equation.name();
        String response = equation.link() == Link.LOG ? "ln " + name + "*" : name + "*";
        List<String> lines = new ArrayList<>();
        if (equation instanceof Outcome outcome && outcome.autoregressive()) {
            lines.add(response + " = η + r");
            lines.add("r_t = ar_%s · r_(t−1) + e_t, e ~ %s".formatted(name, family(equation, "0")));
        } else {
            lines.add(response + " ~ " + family(equation, "η"));
        }
        if (equation instanceof Outcome outcome && outcome.floor().isPresent()) {
            lines.add(
                    "%s ≤ %s is left-censored: such a week counts with P(%s ≤ %s)"
                            .formatted(
                                    name,
                                    Words.setting(outcome.floor().getAsDouble()),
                                    name,
                                    Words.setting(outcome.floor().getAsDouble())));
        }
        return lines;
    }

    private static String family(Equation equation, String location) {
        String scale = "sigma_" + equation.name();
        return switch (equation.family()) {
            case Family.GAUSSIAN -> "Normal(%s, %s)".formatted(location, scale);
            case Family.TOBIT -> "max(0, Normal(%s, %s))".formatted(location, scale);
            case Family.HURDLE_LOGNORMAL ->
                    "0, or with probability active_%s LogNormal(%s, %s)"
                            .formatted(equation.name(), location, scale);
            case Family.NEGATIVE_BINOMIAL ->
                    "NegativeBinomial(mean exp(%s), variance mean + (%s mean)^2)"
                            .formatted(location, scale);
            case Family.STUDENT_T ->
                    "StudentT(%s, %s, %s)"
                            .formatted(
                                    equation.nu().isPresent()
                                            ? Words.setting(equation.nu().getAsDouble())
                                            : "nu_" + equation.name(),
                                    location,
                                    scale);
        };
    }

    /** How coefficients follow from the parameters that have the priors, or those from them. */
    private List<String> returns(String node) {
        List<String> lines = new ArrayList<>();
        for (Path path : model.paths()) {
            if (path.to().equals(node) && path.returnName().isPresent()) {
                boolean roi = path.parameter() == Path.Parameter.ROI;
                lines.add(
                        "%s = %s of the direct path of %s, mediators as observed; it has the prior, and %s"
                                .formatted(
                                        path.returnName().get(),
                                        roi ? "money back per money spent" : "share of the outcome",
                                        path.from(),
                                        isScaled(model.outcome())
                                                        || model.outcome().link() == Link.IDENTITY
                                                ? path.coefficientName() + " follows from it"
                                                : "it follows from " + path.coefficientName()));
            }
        }
        return lines;
    }

    /** Lift tests, as observations of the change that the model implies. */
    private List<String> lifts() {
        List<String> lines = new ArrayList<>();
        for (Experiment test : model.experiments()) {
            boolean heavy = test.family() == Experiment.ErrorFamily.STUDENT_T;
            lines.add(
                    "measured lift of %s: %s ~ %s(E[%s changed] − E[%s], %s), %s%s%% from %s to %s, summed to %s, %s%s"
                            .formatted(
                                    test.source(),
                                    Numbers.format(test.lift()),
                                    heavy ? "StudentT_4" : "Normal",
                                    model.outcome().name(),
                                    model.outcome().name(),
                                    Numbers.format(test.se()),
                                    test.change() > 0 ? "+" : "",
                                    Words.setting(100 * test.change()),
                                    test.from(),
                                    test.to(),
                                    test.until(),
                                    test.estimand() == Experiment.Estimand.TOTAL
                                            ? "all paths"
                                            : "direct path",
                                    test.geos().isEmpty()
                                            ? ""
                                            : ", in " + String.join(", ", test.geos())));
        }
        return lines;
    }

    /** Intercept and media. */
    private List<String> media(String node) {
        List<String> terms = new ArrayList<>();
        terms.add("intercept_" + node);
        for (Path path : model.paths()) {
            if (path.to().equals(node)) {
                terms.add("coefficient_%s_to_%s · x(%s)".formatted(path.from(), node, path.from()));
                if (path.activity()) {
                    terms.add(
                            "activity_%s_to_%s · 1{%s > 0}"
                                    .formatted(path.from(), node, path.from()));
                }
            }
        }
        return terms;
    }

    /** Trend, season, controls, interactions and the price response. */
    private List<String> demand(String node) {
        List<String> terms = new ArrayList<>();
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
                terms.add(control(control, node));
            }
        }
        for (Interaction product : model.interactions()) {
            if (product.into().contains(node)) {
                terms.add(
                        "control_%s_to_%s · %s · %s"
                                .formatted(
                                        product.name(),
                                        node,
                                        factor(product.first()),
                                        factor(product.second())));
            }
        }
        return terms;
    }

    private String control(Control control, String node) {
        String parameter = "control_" + control.name() + "_to_" + node;
        String p = control.column();
        Optional<Control.PriceResponse> response =
                pricedIn(node).filter(control::equals).flatMap(Control::priceResponse);
        if (response.isEmpty()) {
            return parameter + " · " + transformed(control, node);
        }
        return switch (response.get()) {
            case CONSTANT_ELASTICITY -> "%s · ln(%s/p_r)".formatted(parameter, p);
            case LINEAR -> "%s · (%s − p_r)/p_r".formatted(parameter, p);
            case LINEAR_DEMAND ->
                    "ln((choke_price_%s − %s)/(choke_price_%s − p_r))".formatted(node, p, node);
        };
    }

    /** Every term of ln D is 0 at its reference, so columns without a centre get their mean. */
    private String transformed(Control control, String node) {
        String text = Words.transformed(control);
        boolean scaled = node.equals(model.outcome().name()) && isScaled(model.outcome());
        return switch (control.transform()) {
            case LOG, NONE -> scaled ? "(" + text + " − its mean)" : text;
            case STANDARDIZE, LOG_STANDARDIZE, INDICATOR -> text;
        };
    }

    private String factor(String name) {
        return model.controls().stream()
                .filter(control -> control.name().equals(name))
                .map(Words::transformed)
                .findFirst()
                .orElse(name + "*");
    }

    /** The control whose price response stands in this equation. */
    private Optional<Control> pricedIn(String node) {
        return node.equals(model.outcome().name())
                ? model.price().filter(price -> price.into().contains(node))
                : Optional.empty();
    }

    private double median(String column) {
        double[] values = panel.trainingColumn(column);
        Arrays.sort(values);
        int n = values.length;
        return 0.5 * (values[(n - 1) / 2] + values[n / 2]);
    }

    /** The transform of each source that acts on something. */
    List<String> transforms() {
        return model.sources().stream()
                .filter(this::acts)
                .map(source -> "x(" + source.name() + ") = " + Words.transformed(source))
                .toList();
    }

    private boolean acts(Source source) {
        return model.paths().stream().anyMatch(path -> path.from().equals(source.name()));
    }
}

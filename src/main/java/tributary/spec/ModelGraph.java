package tributary.spec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The causal graph of a model with all that identification asks for: controls, common causes that
 * nobody measured, and what each fitted equation conditions on.
 *
 * <p>A correlation of residuals is a common cause without a name. Trend and season are functions of
 * the date and no nodes. Where the expectation of a mediator acts downstream, what it is computed
 * from acts there, and the mediator itself does not.
 *
 * @param declared arrows as declared, hidden causes included
 * @param graph arrows as the fitted equations take them; the same unless mediators are predicted
 * @param hidden nodes that nobody measured
 * @param controls nodes that are neither sources nor the outcome
 * @param predicted mediators whose expectation, not whose value, acts downstream
 * @param equations mediators in topological order, then the outcome
 * @param regressors by equation, the nodes in its linear predictor
 */
record ModelGraph(
        DirectedGraph declared,
        DirectedGraph graph,
        String outcome,
        Set<String> hidden,
        Set<String> controls,
        Set<String> predicted,
        List<String> equations,
        Map<String, Set<String>> regressors) {
    /** The common cause behind a correlation of residuals; no column can have this name. */
    static final String CORRELATION = "residual correlation";

    static ModelGraph of(ModelSpec model) {
        Map<String, Set<String>> regressors = regressors(model);
        Set<String> nodes = new LinkedHashSet<>();
        model.sources().forEach(source -> nodes.add(source.name()));
        nodes.add(model.outcome().name());
        Set<String> controls = new LinkedHashSet<>();
        model.controls().forEach(control -> controls.add(control.name()));
        nodes.addAll(controls);
        List<DirectedGraph.Arrow> causes = new ArrayList<>();
        Set<String> hidden = new LinkedHashSet<>();
        for (Unobserved cause : model.unobserved()) {
            hidden.add(cause.name());
            cause.into().forEach(to -> causes.add(new DirectedGraph.Arrow(cause.name(), to)));
        }
        for (Correlation correlation : model.correlations()) {
            hidden.add(CORRELATION);
            causes.add(new DirectedGraph.Arrow(CORRELATION, correlation.mediator()));
            causes.add(new DirectedGraph.Arrow(CORRELATION, correlation.outcome()));
        }
        nodes.addAll(hidden);
        Set<String> predicted = predicted(model);
        List<DirectedGraph.Arrow> declared = new ArrayList<>(causes);
        List<DirectedGraph.Arrow> fitted = new ArrayList<>(causes);
        regressors.forEach((to, all) -> {
            all.forEach(from -> declared.add(new DirectedGraph.Arrow(from, to)));
            observed(to, regressors, predicted)
                    .forEach(from -> fitted.add(new DirectedGraph.Arrow(from, to)));
        });
        return new ModelGraph(
                DirectedGraph.of(nodes, declared),
                DirectedGraph.of(nodes, fitted),
                model.outcome().name(),
                hidden,
                controls,
                predicted,
                List.copyOf(regressors.keySet()),
                regressors);
    }

    private static Map<String, Set<String>> regressors(ModelSpec model) {
        CausalGraph paths = CausalGraph.of(model);
        Map<String, Set<String>> regressors = new LinkedHashMap<>();
        for (Equation equation : paths.equations()) {
            String name = equation.name();
            Set<String> into = new LinkedHashSet<>();
            paths.into(name).forEach(path -> into.add(path.from()));
            model.controls().stream()
                    .filter(control -> control.into().contains(name))
                    .forEach(control -> into.add(control.name()));
            model.interactions().stream()
                    .filter(product -> product.into().contains(name))
                    .flatMap(product -> Stream.of(product.first(), product.second()))
                    .forEach(into::add);
            regressors.put(name, into);
        }
        return regressors;
    }

    private static Set<String> predicted(ModelSpec model) {
        Set<String> predicted = new LinkedHashSet<>();
        for (Mediator mediator : model.mediators()) {
            if (mediator.input() == Mediator.Input.PREDICTED) {
                predicted.add(mediator.name());
            }
        }
        return predicted;
    }

    /** The same model were there no correlation of residuals. */
    ModelGraph withoutCorrelation() {
        return hidden.contains(CORRELATION)
                ? new ModelGraph(
                        declared,
                        graph.withoutArrowsOutOf(Set.of(CORRELATION)),
                        outcome,
                        hidden,
                        controls,
                        predicted,
                        equations,
                        regressors)
                : this;
    }

    /**
     * What an equation's fit conditions on: its regressors, and in place of a mediator whose
     * expectation enters, what that expectation is computed from.
     */
    Set<String> conditionedOn(String equation) {
        return observed(equation, regressors, predicted);
    }

    private static Set<String> observed(
            String equation, Map<String, Set<String>> regressors, Set<String> predicted) {
        Set<String> nodes = new LinkedHashSet<>();
        for (String node : regressors.getOrDefault(equation, Set.of())) {
            if (predicted.contains(node)) {
                nodes.addAll(observed(node, regressors, predicted));
            } else {
                nodes.add(node);
            }
        }
        return nodes;
    }

    /** Equations that a source moves on its way to the outcome, causes first. */
    List<String> onTheWayFrom(String source) {
        Set<String> moved = declared.descendants(source);
        Set<String> moving = declared.ancestors(outcome);
        return equations.stream()
                .filter(moved::contains)
                .filter(node -> node.equals(outcome) || moving.contains(node))
                .toList();
    }

    /** What moves the expectation of a mediator but nothing downstream of it by itself. */
    Set<String> instruments(String mediator) {
        Set<String> instruments = new LinkedHashSet<>(conditionedOn(mediator));
        for (String child : declared.children(mediator)) {
            instruments.removeAll(regressors.getOrDefault(child, Set.of()));
        }
        return instruments;
    }

    /** Arrows of the paths from a source to the outcome that pass at least one mediator. */
    Set<DirectedGraph.Arrow> indirectArrows(String source) {
        List<String> way = onTheWayFrom(source);
        Set<DirectedGraph.Arrow> arrows = new LinkedHashSet<>();
        for (String to : way) {
            for (String from : declared.parents(to)) {
                boolean starts = from.equals(source) && !to.equals(outcome);
                if (starts || way.contains(from)) {
                    arrows.add(new DirectedGraph.Arrow(from, to));
                }
            }
        }
        return arrows;
    }
}

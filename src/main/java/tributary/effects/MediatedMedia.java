package tributary.effects;

import tributary.model.CompiledEquation;
import tributary.model.CompiledModel;
import tributary.model.CompiledPath;
import tributary.model.CompiledPredictor;
import tributary.model.CompiledSource;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a mediator adds to the outcome's linear predictor because of the sources that move it: β
 * (h(M) − h(M′)) + δ (1{M > 0} − 1{M′ > 0}), M′ the mediator with every source of an arrow into it
 * off in the training weeks and all else in its cells as it was (model.md §7).
 */
public final class MediatedMedia {
    private final CompiledPath path;
    private final List<NodeState> order = new ArrayList<>();
    private final EquationChange outcome;
    private final Factual factual;

    private MediatedMedia(Factual factual, CompiledPath path, List<String> causes) {
        this.factual = factual;
        this.path = path;
        factual.scratch().rewind();
        CompiledModel model = factual.model();
        Map<String, NodeState> off = new LinkedHashMap<>();
        for (String cause : causes) {
            off.put(cause, NodeState.intervened(factual, off(model, cause)));
        }
        String name = path.spec().from();
        CompiledSource source = model.sources().get(path.source());
        CompiledEquation equation = model.equation(name);
        boolean nonNegative = model.spec().isNonNegative(source.spec());
        var response = new MediatorResponse(factual, equation, nonNegative, off);
        NodeState mediator = NodeState.responding(factual, off(model, name), source, response);
        outcome = new EquationChange(factual, model.outcome().predictor(), Map.of(name, mediator));
        order.addAll(off.values());
        order.add(mediator);
    }

    /**
     * Prepares an arrow into the outcome; nothing where its source is no mediator that others move.
     *
     * @param factual whose draw it is evaluated at
     */
    public static Optional<MediatedMedia> of(Factual factual, CompiledPath path) {
        String name = path.spec().from();
        List<String> causes =
                factual.model().equations().stream()
                        .filter(equation -> equation.spec().name().equals(name))
                        .flatMap(equation ->
                                Stream.concat(
                                        Stream.of(equation.predictor()),
                                        equation.active().stream()))
                        .map(CompiledPredictor::paths)
                        .flatMap(List::stream)
                        .map(each -> each.spec().from())
                        .distinct()
                        .toList();
        return causes.isEmpty()
                ? Optional.empty()
                : Optional.of(new MediatedMedia(factual, path, causes));
    }

    private static Intervention off(CompiledModel model, String source) {
        int first = model.panel().firstTrainingWeek();
        return new Intervention(source, first, model.panel().endOfTraining() - 1, -1);
    }

    /** The arrow from the mediator into the outcome. */
    public CompiledPath path() {
        return path;
    }

    /**
     * Evaluates the factual's draw in its geos.
     *
     * @param media by cell; overwritten
     */
    public void evaluate(double[] media) {
        order.forEach(NodeState::evaluate);
        outcome.media(media);
        for (int i = factual.from(); i < factual.to(); i++) {
            media[i] = 0 - media[i];
        }
    }
}

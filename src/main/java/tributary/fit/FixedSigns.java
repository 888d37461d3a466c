package tributary.fit;

import tributary.effects.EffectDecomposition;
import tributary.model.CompiledModel;
import tributary.spec.Path;

import java.util.List;

/** Which effects of a source have their sign from the prior: positive along all their arrows. */
final class FixedSigns {
    private final CompiledModel model;
    private final String source;
    private final EffectDecomposition decomposition;

    FixedSigns(CompiledModel model, String source, EffectDecomposition decomposition) {
        this.model = model;
        this.source = source;
        this.decomposition = decomposition;
    }

    boolean total() {
        boolean direct = decomposition.hasDirectPath();
        boolean indirect = !decomposition.indirectPaths().isEmpty();
        return (!direct || direct()) && (!indirect || indirect());
    }

    boolean direct() {
        return positive(source, model.spec().outcome().name());
    }

    boolean indirect() {
        return decomposition.indirectPaths().stream().allMatch(this::along);
    }

    /** Of a path as it is printed; {@code a -> m -> *} stands for all that begin so. */
    boolean along(String printed) {
        return decomposition.indirectPaths().stream()
                .filter(path -> printed(path, printed.endsWith("*")).equals(printed))
                .allMatch(this::along);
    }

    private static String printed(List<String> path, boolean byFirstMediator) {
        return byFirstMediator
                ? path.get(0) + " -> " + path.get(1) + " -> *"
                : String.join(" -> ", path);
    }

    private boolean along(List<String> path) {
        for (int i = 1; i < path.size(); i++) {
            if (!positive(path.get(i - 1), path.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether every term of an arrow has a positive coefficient; those of products have any. */
    private boolean positive(String from, String to) {
        boolean inProduct =
                model.equation(to).regressors().stream().anyMatch(term -> term.dependsOn(from));
        return !inProduct
                && model.spec().paths().stream()
                        .anyMatch(path ->
                                path.from().equals(from)
                                        && path.to().equals(to)
                                        && path.sign() == Path.Sign.POSITIVE);
    }
}

package tributary.model;

import java.util.List;
import java.util.Optional;

/**
 * A linear predictor as the model sees it: what enters it and where it stands.
 *
 * @param paths into the node
 * @param regressors controls and interactions
 * @param price linear demand, where the price acts so
 * @param eta cell slot of η
 * @param unpriced cell slot of η without linear demand; η's own where there is none
 * @param base cell slot of the additive part of a scaled composition, else {@code unpriced}
 */
public record CompiledPredictor(
        List<CompiledPath> paths,
        List<Regressor> regressors,
        Optional<LinearDemand> price,
        int eta,
        int unpriced,
        int base) {
    public CompiledPredictor {
        paths = List.copyOf(paths);
        regressors = List.copyOf(regressors);
    }

    /** Whether media add up with the intercept and demand multiplies the sum. */
    public boolean isScaled() {
        return base != unpriced;
    }
}

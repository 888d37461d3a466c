package tributary.spec;

import java.util.List;
import java.util.Optional;

/**
 * A covariate in the equations it is listed for.
 *
 * @param priceResponse shape in the outcome's equation, in place of the transform
 * @param into names of the equations, in graph order
 */
public record Control(
        String name,
        String column,
        Transform transform,
        Optional<PriceResponse> priceResponse,
        List<String> into)
        implements Node {
    public Control {
        into = List.copyOf(into);
    }

    /** What happens to the column before it enters. */
    public enum Transform {
        STANDARDIZE,
        LOG,
        LOG_STANDARDIZE,
        INDICATOR,
        NONE
    }

    /** How a price acts on the outcome (model.md §4), with p_r its median in the training weeks. */
    public enum PriceResponse {
        /** γ ln(p/p_r). */
        CONSTANT_ELASTICITY,
        /** ln((P₀ − p)/(P₀ − p_r)) with the choke price P₀. */
        LINEAR_DEMAND,
        /** γ (p − p_r)/p_r. */
        LINEAR
    }
}

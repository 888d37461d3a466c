package tributary.spec;

import java.util.List;

/**
 * A covariate in the equations it is listed for.
 *
 * @param into names of the equations, in graph order
 */
public record Control(String name, String column, Transform transform, List<String> into) {
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
}

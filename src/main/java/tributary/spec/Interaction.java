package tributary.spec;

import java.util.List;

/**
 * Product of two transformed columns in the equations it is listed for (model.md §2): of a control
 * as its transform leaves it, of a source x/scale, without adstock or saturation.
 *
 * @param first name of a control or source
 * @param second name of another
 * @param into names of the equations, in graph order
 */
public record Interaction(String name, String first, String second, List<String> into) {
    public Interaction {
        into = List.copyOf(into);
    }

    /** The product as written in a configuration. */
    String column() {
        return first + ":" + second;
    }
}

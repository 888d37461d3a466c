package tributary.spec;

import java.util.List;

/**
 * A common cause that nobody measured, for identification only.
 *
 * @param into names of the nodes it moves
 */
public record Unobserved(String name, List<String> into) {
    public Unobserved {
        into = List.copyOf(into);
    }
}

package tributary.diagnostics;

import java.util.List;

/**
 * Whether a fit can be used, with the reasons where it is not a plain pass (contracts.md, Verdict).
 */
public record Verdict(Level level, List<String> reasons) {
    public Verdict {
        reasons = List.copyOf(reasons);
    }

    /** Outcome of the checks. */
    public enum Level {
        PASS,
        WARN,
        FAIL
    }
}

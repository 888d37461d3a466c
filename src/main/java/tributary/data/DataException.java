package tributary.data;

import java.util.List;
import java.util.stream.Collectors;

/** A data file cannot be used; holds every finding, not only the first. */
public final class DataException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Finding> findings;

    public DataException(List<Finding> findings) {
        super(findings.stream().map(Finding::toString).collect(Collectors.joining("\n")));
        this.findings = List.copyOf(findings);
    }

    public List<Finding> findings() {
        return findings;
    }
}

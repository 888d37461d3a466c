package tributary.store;

import tributary.data.Finding;
import tributary.spec.Identification;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What {@code check} found.
 *
 * @param findings about data, configuration, graph, design and priors, the gravest first
 * @param identification empty, as all that follows, where errors leave nothing to say
 */
public record CheckSummary(
        List<Finding> findings,
        Optional<Identification> identification,
        Optional<DesignSummary> design,
        Optional<PriorPredictiveSummary> priorPredictive) {
    public CheckSummary {
        findings = findings.stream().sorted(Comparator.comparing(Finding::severity)).toList();
    }

    /** Of what cannot be used. */
    public static CheckSummary ofErrors(List<Finding> errors) {
        return new CheckSummary(errors, Optional.empty(), Optional.empty(), Optional.empty());
    }
}

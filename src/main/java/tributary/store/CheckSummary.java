package tributary.store;

import tributary.data.Finding;

import java.util.List;
import java.util.Optional;

/**
 * What {@code check} found.
 *
 * @param findings about data, configuration and priors
 * @param priorPredictive empty where errors leave nothing to predict
 */
public record CheckSummary(
        List<Finding> findings, Optional<PriorPredictiveSummary> priorPredictive) {
    public CheckSummary {
        findings = List.copyOf(findings);
    }
}

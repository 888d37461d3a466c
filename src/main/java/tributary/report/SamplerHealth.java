package tributary.report;

import tributary.diagnostics.ChainSummary;
import tributary.diagnostics.Diagnostics;
import tributary.diagnostics.ParameterSummary;
import tributary.store.Run;

import java.util.List;

/**
 * The section on diagnostics.
 *
 * @param flagged parameters that miss a threshold, worst first by the order of the run
 */
record SamplerHealth(
        String gradients,
        String seconds,
        List<Chain> chains,
        List<Parameter> flagged,
        List<Parameter> parameters) {
    /** One chain as text. */
    record Chain(
            String chain,
            String divergences,
            String maxDepthHits,
            String ebfmi,
            String stepSize,
            String metric,
            String gradients,
            String seconds) {}

    /** One parameter as text; {@code level} is pass, warn or fail. */
    record Parameter(
            String name,
            String level,
            String mean,
            String sd,
            String median,
            String interval,
            String rhat,
            String essBulk,
            String essTail,
            String mcse) {}

    static SamplerHealth of(Run run) {
        Diagnostics diagnostics = run.diagnostics();
        List<Parameter> parameters =
                diagnostics.parameters().stream().map(SamplerHealth::parameter).toList();
        return new SamplerHealth(
                Numbers.count(diagnostics.gradients()),
                Numbers.format(diagnostics.seconds()),
                diagnostics.chains().stream().map(SamplerHealth::chain).toList(),
                parameters.stream().filter(p -> !p.level().equals("pass")).toList(),
                parameters);
    }

    private static Chain chain(ChainSummary chain) {
        return new Chain(
                Numbers.count(chain.chain()),
                Numbers.count(chain.divergences()),
                Numbers.count(chain.maxDepthHits()),
                Numbers.fixed(chain.ebfmi(), 2),
                Numbers.format(chain.stepSize()),
                chain.metric(),
                Numbers.count(chain.gradients()),
                Numbers.format(chain.seconds()));
    }

    private static Parameter parameter(ParameterSummary p) {
        return new Parameter(
                p.name(),
                level(p),
                Numbers.format(p.mean()),
                Numbers.format(p.sd()),
                Numbers.format(p.q50()),
                Numbers.interval(p.q05(), p.q95()),
                Numbers.fixed(p.rhat(), 3),
                Numbers.fixed(p.essBulk(), 0),
                Numbers.fixed(p.essTail(), 0),
                Numbers.format(p.mcseMean()));
    }

    /** The thresholds of the verdict, applied to one parameter; NaN (a constant) passes. */
    private static String level(ParameterSummary p) {
        double ess = Math.min(p.essBulk(), p.essTail());
        if (p.rhat() > 1.05 || ess < 100) {
            return "fail";
        }
        return p.rhat() > 1.01 || ess < 400 ? "warn" : "pass";
    }
}

package tributary.report;

import tributary.diagnostics.ChainSummary;
import tributary.diagnostics.Diagnostics;
import tributary.diagnostics.ParameterSummary;
import tributary.model.GeoParameters;
import tributary.store.Run;

import java.util.List;

/**
 * The section on diagnostics.
 *
 * @param flagged parameters that miss a threshold, by the order of the run, some of them where they
 *     are many
 * @param moreFlagged how many further ones miss it; empty: none
 * @param parameters all, but of a large panel without those of single geos
 * @param leftOut how many those are; empty: none
 */
record SamplerHealth(
        String gradients,
        String seconds,
        List<Chain> chains,
        List<Parameter> flagged,
        String moreFlagged,
        List<Parameter> parameters,
        String leftOut) {
    /** Most parameters that are listed with those of single geos, or as missing a threshold. */
    private static final int LISTED = 500;

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
        List<Parameter> all =
                diagnostics.parameters().stream().map(SamplerHealth::parameter).toList();
        List<Parameter> flagged = all.stream().filter(p -> !p.level().equals("pass")).toList();
        List<Parameter> listed =
                all.size() <= LISTED
                        ? all
                        : all.stream().filter(p -> !GeoParameters.isOfOneGeo(p.name())).toList();
        return new SamplerHealth(
                Numbers.count(diagnostics.gradients()),
                Numbers.format(diagnostics.seconds()),
                diagnostics.chains().stream().map(SamplerHealth::chain).toList(),
                flagged.stream().limit(LISTED).toList(),
                more(flagged.size() - LISTED),
                listed,
                more(all.size() - listed.size()));
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

    private static String more(int count) {
        return count > 0 ? Numbers.count(count) : "";
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

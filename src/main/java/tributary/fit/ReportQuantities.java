package tributary.fit;

import tributary.model.CompiledModel;
import tributary.model.ModelCompiler;
import tributary.spec.Outcome;
import tributary.spec.Path;
import tributary.spec.SpecException;
import tributary.store.Run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the report shows beside the files of a run, computed from the run alone: the same run, the
 * same numbers.
 *
 * @param decomposition of the expected outcome; empty where the run left the draws of single geos
 *     out
 * @param curves of every source, in order of the configuration
 * @param prices how the outcome answers to each price; none where there is no price, or as above
 * @param priors prior against posterior of headline parameters and returns
 * @param traces of the parameters that mix worst, then of headline parameters
 * @param windows effects in all training weeks first, then in their last ones
 * @param notes what was left out or computed from fewer draws, as sentences
 */
public record ReportQuantities(
        Optional<WeeklyDecomposition> decomposition,
        List<MediaCurve> curves,
        List<PriceResponse> prices,
        List<PriorPosterior> priors,
        List<ChainTrace> traces,
        List<EffectWindow> windows,
        List<String> notes) {
    public ReportQuantities {
        curves = List.copyOf(curves);
        prices = List.copyOf(prices);
        priors = List.copyOf(priors);
        traces = List.copyOf(traces);
        windows = List.copyOf(windows);
        notes = List.copyOf(notes);
    }

    /** Computes everything from a run in memory. */
    public static ReportQuantities of(Run run) {
        return new Assembly(run).quantities();
    }

    /**
     * Computes them one after another, from as many draws as is quick for the size of the panel.
     */
    private static final class Assembly {
        /** Draws that curves and series are computed from: enough for a picture. */
        private static final int PICTURE_DRAWS = 400;

        private static final int CURVE_DRAWS = 1000;
        private static final int PRIOR_DRAWS = 2000;
        private static final int PRIOR_RETURN_DRAWS = 1000;

        /** Draws that intervals are computed from, whatever it costs. */
        private static final int FEWEST_DRAWS = 100;

        /** Cells that a series or the prior may cost, over all draws; about a second. */
        private static final long CELLS = 4_000_000;

        /** Cells that the interventions of the windows may cost, which tables show. */
        private static final long WINDOW_CELLS = 30_000_000;

        private final Run run;
        private final CompiledModel model;
        private final boolean complete;
        private final List<String> headline;
        private final List<String> notes = new ArrayList<>();

        Assembly(Run run) {
            this.run = run;
            model = ModelCompiler.compile(run.model(), run.panel().training());
            complete = EffectSummaries.hasParameters(model, run.draws());
            headline = HeadlineParameters.of(model, run.draws());
        }

        ReportQuantities quantities() {
            if (!complete) {
                notes.add(
                        "the decomposition over time, the price response and effects in the last"
                                + " weeks need the draws of single geos, which this run left out;"
                                + " `fit --geo-draws` keeps them");
            }
            ThinnedDraws curves = ThinnedDraws.atMost(CURVE_DRAWS, run.draws());
            return new ReportQuantities(
                    complete
                            ? Optional.of(DecompositionOverTime.of(model, picture(1)))
                            : Optional.empty(),
                    MediaCurves.of(model, curves),
                    complete
                            ? PriceResponses.of(model, picture(PriceResponses.INTERVENTIONS))
                            : List.of(),
                    priors(),
                    ChainTraces.of(run, headline),
                    windows(),
                    notes);
        }

        /** Draws for something that costs so many times the cells at each. */
        private ThinnedDraws picture(int times) {
            return ThinnedDraws.atMost(Math.min(PICTURE_DRAWS, most(CELLS, times)), run.draws());
        }

        private long most(long budget, int times) {
            long cells = (long) model.cells().length() * Math.max(1, times);
            return Math.max(FEWEST_DRAWS, budget / cells);
        }

        private List<PriorPosterior> priors() {
            List<PriorPosterior> priors = new ArrayList<>();
            ThinnedDraws draws = picture(model.sources().size());
            boolean constant = run.model().outcome().value() instanceof Outcome.Value.Constant;
            long few = most(CELLS, model.sources().size());
            boolean returns =
                    run.model().paths().stream()
                            .anyMatch(path -> path.parameter() != Path.Parameter.COEFFICIENT);
            try {
                priors.addAll(
                        PriorPosteriors.ofParameters(
                                model,
                                draws,
                                headline,
                                returns ? (int) Math.min(PRIOR_DRAWS, few) : PRIOR_DRAWS));
                if (complete || constant) {
                    priors.addAll(
                            PriorPosteriors.ofReturns(
                                    model, draws, (int) Math.min(PRIOR_RETURN_DRAWS, few)));
                }
            } catch (SpecException e) {
                notes.add("prior against posterior is left out: " + e.getMessage());
            }
            return priors;
        }

        private List<EffectWindow> windows() {
            List<EffectWindow> windows = new ArrayList<>();
            windows.add(EffectWindows.whole(run.effects()));
            if (complete) {
                int interventions = EffectWindows.interventions(model);
                ThinnedDraws draws =
                        ThinnedDraws.atMost(
                                Math.min(CURVE_DRAWS, most(WINDOW_CELLS, interventions)),
                                run.draws());
                windows.addAll(EffectWindows.last(model, draws));
                if (draws.isThinned() && windows.size() > 1) {
                    notes.add(
                            String.format(
                                    Locale.ROOT,
                                    "effects in the last weeks are from %d of %d draws, evenly"
                                            + " spaced",
                                    draws.size(),
                                    draws.chains() * draws.all().draws()));
                }
            }
            return windows;
        }
    }
}

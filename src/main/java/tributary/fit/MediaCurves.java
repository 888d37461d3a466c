package tributary.fit;

import tributary.diagnostics.Quantiles;
import tributary.model.CompiledModel;
import tributary.model.CompiledPath;
import tributary.model.CompiledSource;
import tributary.model.MediaTransform;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Carry-over and saturation of every source at the draws of a run. */
final class MediaCurves {
    /** Lags shown of an adstock without a window, in weeks. */
    private static final int LAGS = 12;

    /** Steps from nothing to the largest observed amount, and those beyond it. */
    private static final int STEPS = 40;

    private static final int BEYOND = 8;

    private final CompiledModel model;
    private final CompiledSource source;
    private final MediaTransform transform;
    private final MediaTransform.Buffers buffers;

    /** Amounts of the active training weeks, of an average geo. */
    private final double[][] observed;

    private final double[] amounts;

    /** Units of the column per unit of the scaled media, of an average geo. */
    private final double unit;

    /** Indexed [lag][chain][draw]. */
    private final double[][][] weights;

    /** Indexed [amount][chain][draw]. */
    private final double[][][] response;

    private MediaCurves(CompiledModel model, CompiledSource source, ThinnedDraws draws) {
        this.model = model;
        this.source = source;
        transform = transform(model, source);
        double population =
                model.panel().geos().stream()
                        .mapToDouble(geo -> geo.population())
                        .average()
                        .orElseThrow();
        unit = model.scaling().source(source.spec().name()) * population;
        observed = new double[][] {active()};
        amounts = amounts();
        int cells = model.cells().start(1);
        buffers = new MediaTransform.Buffers(Math.max(cells, amounts.length));
        int lags = Math.min(transform.lastLag(LAGS), model.cells().weeks() - 1);
        weights = new double[lags + 1][draws.chains()][draws.draws()];
        response = new double[amounts.length][draws.chains()][draws.draws()];
    }

    /** Curves of the sources with any media, in order of the configuration. */
    static List<MediaCurve> of(CompiledModel model, ThinnedDraws draws) {
        List<MediaCurves> sources = new ArrayList<>();
        for (CompiledSource source : model.sources()) {
            var curves = new MediaCurves(model, source, draws);
            if (curves.observed[0].length > 0) {
                sources.add(curves);
            }
        }
        var stored = new StoredParameters(model, draws);
        for (int chain = 0; chain < draws.chains(); chain++) {
            for (int draw = 0; draw < draws.draws(); draw++) {
                double[] theta = stored.natural(chain, draw);
                for (MediaCurves each : sources) {
                    each.evaluate(theta, chain, draw);
                }
            }
        }
        return sources.stream().map(MediaCurves::curve).toList();
    }

    /** That of the arrow into the outcome, or of the first one where there is none. */
    private static MediaTransform transform(CompiledModel model, CompiledSource source) {
        String name = source.spec().name();
        return Stream.concat(
                        model.outcome().paths().stream(),
                        model.equations().stream().flatMap(each -> each.paths().stream()))
                .filter(path -> path.spec().from().equals(name))
                .map(CompiledPath::transform)
                .findFirst()
                .orElse(source.transform());
    }

    private double[] active() {
        double[] amounts = new double[source.scaled().length];
        int n = 0;
        for (int i = 0; i < amounts.length; i++) {
            if (model.observed()[i] > 0 && source.scaled()[i] > 0) {
                amounts[n++] = source.scaled()[i] * unit;
            }
        }
        return Arrays.copyOf(amounts, n);
    }

    /** From nothing to beyond the largest observed one. */
    private double[] amounts() {
        double largest = Arrays.stream(observed[0]).max().orElse(0);
        double[] steps = new double[STEPS + BEYOND + 1];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = largest * i / STEPS;
        }
        return steps;
    }

    private void evaluate(double[] theta, int chain, int draw) {
        double[] lag = new double[weights.length];
        transform.carryOver(theta, model.cells(), lag, buffers);
        for (int l = 0; l < lag.length; l++) {
            weights[l][chain][draw] = lag[l];
        }
        double[] scaled = Arrays.stream(amounts).map(amount -> amount / unit).toArray();
        double[] h = new double[scaled.length];
        transform.steady(theta, scaled, h, buffers);
        for (int i = 0; i < h.length; i++) {
            response[i][chain][draw] = h[i] / h[STEPS];
        }
    }

    private MediaCurve curve() {
        return new MediaCurve(
                source.spec().name(),
                source.spec().column(),
                Band.of(weights),
                amounts,
                Band.of(response),
                Quantiles.of(observed, 0.05),
                Quantiles.of(observed, 0.5),
                amounts[STEPS]);
    }
}

package tributary.model;

import org.jspecify.annotations.Nullable;

import tributary.spec.Adstock;
import tributary.spec.Saturation;
import tributary.spec.Source;
import tributary.spec.TransformOrder;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Compiles the media transforms of one source: its own, and those of paths with a curve of their
 * own. They share the parameters of its adstock and, where that comes first, its cells.
 */
final class TransformCompiler {
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    private final Compilation compilation;
    private final Source source;
    private final StageInput input;
    private final boolean saturationFirst;

    /** Slot of λ, or of Robyn's scale; −1 without an adstock. */
    private final int decay;

    private final Optional<AdstockWeights> weights;

    /** Adstock of the input, where that is what all transforms begin with. */
    private final Optional<TransformStage> shared;

    private final Optional<KnotSeries> effectiveness;
    private final List<Term> pending = new ArrayList<>();

    /**
     * Declares the parameters that all transforms share.
     *
     * @param input scaled media, or what a term computes in their place
     */
    TransformCompiler(Compilation compilation, Source source, StageInput input) {
        this.compilation = compilation;
        this.source = source;
        this.input = input;
        boolean adstock = !(source.adstock() instanceof Adstock.None);
        saturationFirst = adstock && source.order() == TransformOrder.SATURATION_FIRST;
        decay = adstock ? declare("decay_", source.name(), 0, 1) : -1;
        weights = Optional.ofNullable(form()).map(this::weights);
        shared = adstock && !saturationFirst ? Optional.of(adstock(input)) : Optional.empty();
        effectiveness =
                source.knots().isPresent()
                        ? Optional.of(effectiveness(source.knots().getAsInt()))
                        : Optional.empty();
    }

    StageInput input() {
        return input;
    }

    private int declare(String kind, String name, double lower, double upper) {
        return compilation.parameters.declare(kind + name, "", lower, upper);
    }

    /** An exponent, which may be fixed at 1 though that is the end of its range. */
    private int slope(String name, double lower, double upper) {
        boolean one = compilation.parameters.isFixedAt(name, 1);
        return compilation.parameters.declare(name, "", one ? 0 : lower, one ? INFINITY : upper);
    }

    /** Form of a windowed adstock; null for the others. */
    private @Nullable LagWeights form() {
        return switch (source.adstock()) {
            case Adstock.None() -> null;
            case Adstock.Geometric(var window) ->
                    window.isPresent() ? new LagWeights.Geometric(window.getAsInt(), decay) : null;
            case Adstock.Delayed(int window) ->
                    new LagWeights.Delayed(
                            window, decay, declare("peak_", source.name(), 0, INFINITY));
            case Adstock.WeibullCdf(int window) ->
                    new LagWeights.WeibullCdf(window, decay, weibullShape());
            case Adstock.WeibullPdf(int window) ->
                    new LagWeights.WeibullPdf(window, decay, weibullShape());
            case Adstock.Binomial(int window) -> new LagWeights.Binomial(window, decay);
        };
    }

    private int weibullShape() {
        return declare("shape_", source.name(), 0, INFINITY);
    }

    private AdstockWeights weights(LagWeights form) {
        int first = compilation.parameters.hidden("weight_" + source.name(), form.lags() + 1);
        return added(new AdstockWeights(form, first));
    }

    private KnotSeries effectiveness(int knots) {
        RandomWalk walk =
                compilation.parameters.walk(
                        "time_effect_" + source.name(),
                        "time_effect_scale_" + source.name(),
                        knots);
        compilation.add(walk);
        int series = compilation.newCells();
        return added(KnotSeries.of(walk.values(), compilation.panel, compilation.layout, series));
    }

    /**
     * The transform with a curve.
     *
     * @param prefix of the names of the curve's parameters, before their kind
     * @param name of them, after it
     */
    MediaTransform transform(Saturation curve, String prefix, String name) {
        List<TransformStage> stages = new ArrayList<>();
        shared.ifPresent(stages::add);
        if (saturationFirst) {
            if (curve != Saturation.LINEAR) {
                stages.add(saturation(curve, prefix, name, input));
            }
            stages.add(adstock(last(stages)));
        }
        Saturation after = saturationFirst ? Saturation.LINEAR : curve;
        if (after != Saturation.LINEAR || stages.isEmpty() || last(stages).isGeometric()) {
            stages.add(saturation(after, prefix, name, last(stages)));
        }
        if (effectiveness.isPresent()) {
            stages.add(
                    added(
                            new TimeEffect(
                                    last(stages),
                                    effectiveness.get(),
                                    compilation.newCells(),
                                    compilation.newCells())));
        }
        return new MediaTransform(stages);
    }

    private StageInput last(List<TransformStage> stages) {
        return stages.isEmpty() ? input : stages.getLast().output();
    }

    private TransformStage adstock(StageInput in) {
        int steps = compilation.layout.steps();
        int adstock = compilation.newCells();
        return added(
                weights.isPresent()
                        ? new WindowedAdstock(in, steps, weights.get(), adstock)
                        : new GeometricAdstock(in, steps, decay, adstock, compilation.newCells()));
    }

    private TransformStage saturation(Saturation curve, String prefix, String name, StageInput in) {
        return added(
                switch (curve) {
                    case LINEAR -> new LinearSaturation(in, compilation.newCells());
                    case HILL ->
                            new HillSaturation(
                                    in,
                                    halfSaturation(prefix, name),
                                    // Below 1 the slope of the curve at 0 is infinite, and so is
                                    // a modelled input's gradient.
                                    slope(
                                            prefix + "slope_" + name,
                                            SourceCompiler.isPredicted(source) ? 1 : 0,
                                            INFINITY),
                                    compilation.newCells(),
                                    compilation.newCells());
                    case POWER ->
                            new PowerSaturation(
                                    in,
                                    slope(prefix + "slope_" + name, 0, 1),
                                    compilation.newCells(),
                                    compilation.newCells());
                    case LOGISTIC, MICHAELIS_MENTEN, TANH, LOG1P ->
                            new BoundedSlopeSaturation(
                                    in,
                                    curve,
                                    halfSaturation(prefix, name),
                                    compilation.newCells(),
                                    compilation.newCells());
                });
    }

    private int halfSaturation(String prefix, String name) {
        return declare(prefix + "half_saturation_", name, 0, INFINITY);
    }

    private <T extends Term> T added(T term) {
        pending.add(term);
        return term;
    }

    /** Adds the terms of the transforms so far to the posterior, where that has not been done. */
    void addTerms() {
        pending.forEach(compilation::addStructure);
        pending.clear();
    }
}

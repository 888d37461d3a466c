package tributary.model;

import org.jspecify.annotations.Nullable;

import tributary.math.CellLayout;
import tributary.spec.Adstock;
import tributary.spec.Saturation;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * A media transform put together by hand, as one term: decay in slot 1, peak or shape in 2, K in 3,
 * S in 4, the weights of a window from 5 on, input in cell slot 0 where it is modelled.
 *
 * @param result cell slot of h
 */
record MediaStages(
        Adstock adstock,
        Saturation saturation,
        List<Term> terms,
        MediaTransform transform,
        int slots,
        int result)
        implements Term {
    static final int DECAY = 1;
    static final int SHAPE = 2;
    static final int HALF_SATURATION = 3;
    static final int SLOPE = 4;
    static final int WEIGHTS = 5;
    static final int CELL_SLOTS = 7;

    /** Every form of adstock with a last lag. */
    static List<Adstock> adstocks(int window) {
        return List.of(
                new Adstock.None(),
                new Adstock.Geometric(OptionalInt.empty()),
                new Adstock.Geometric(OptionalInt.of(window)),
                new Adstock.Delayed(window),
                new Adstock.WeibullCdf(window),
                new Adstock.WeibullPdf(window),
                new Adstock.Binomial(window));
    }

    static MediaStages of(
            Adstock adstock,
            Saturation saturation,
            boolean saturationFirst,
            StageInput input,
            CellLayout layout) {
        List<Term> terms = new ArrayList<>();
        List<TransformStage> stages = new ArrayList<>();
        LagWeights form = form(adstock);
        AdstockWeights weights = form == null ? null : new AdstockWeights(form, WEIGHTS);
        if (weights != null) {
            terms.add(weights);
        }
        StageInput at = input;
        if (saturationFirst) {
            stages.add(saturation(saturation, at, 1, 2));
            at = stages.getLast().output();
        }
        if (weights != null) {
            stages.add(new WindowedAdstock(at, layout.steps(), weights, 3));
        } else if (adstock instanceof Adstock.Geometric) {
            stages.add(new GeometricAdstock(at, layout.steps(), DECAY, 3, 4));
        }
        at = stages.isEmpty() ? at : stages.getLast().output();
        stages.add(saturation(saturationFirst ? Saturation.LINEAR : saturation, at, 5, 6));
        terms.addAll(stages);
        int slots = WEIGHTS + (form == null ? 0 : form.lags() + 1);
        return new MediaStages(adstock, saturation, terms, new MediaTransform(stages), slots, 6);
    }

    private static @Nullable LagWeights form(Adstock adstock) {
        return switch (adstock) {
            case Adstock.None() -> null;
            case Adstock.Geometric(var window) ->
                    window.isPresent() ? new LagWeights.Geometric(window.getAsInt(), DECAY) : null;
            case Adstock.Delayed(int window) -> new LagWeights.Delayed(window, DECAY, SHAPE);
            case Adstock.WeibullCdf(int window) -> new LagWeights.WeibullCdf(window, DECAY, SHAPE);
            case Adstock.WeibullPdf(int window) -> new LagWeights.WeibullPdf(window, DECAY, SHAPE);
            case Adstock.Binomial(int window) -> new LagWeights.Binomial(window, DECAY);
        };
    }

    private static TransformStage saturation(Saturation curve, StageInput in, int room, int h) {
        return switch (curve) {
            case LINEAR -> new LinearSaturation(in, h);
            case HILL -> new HillSaturation(in, HALF_SATURATION, SLOPE, room, h);
            case POWER -> new PowerSaturation(in, SLOPE, room, h);
            default -> new BoundedSlopeSaturation(in, curve, HALF_SATURATION, room, h);
        };
    }

    /** Slots of the parameters that it reads. */
    int[] parameters() {
        IntStream.Builder slots = IntStream.builder();
        if (!(adstock instanceof Adstock.None)) {
            slots.add(DECAY);
        }
        if (adstock instanceof Adstock.Delayed
                || adstock instanceof Adstock.WeibullCdf
                || adstock instanceof Adstock.WeibullPdf) {
            slots.add(SHAPE);
        }
        if (saturation != Saturation.LINEAR && saturation != Saturation.POWER) {
            slots.add(HALF_SATURATION);
        }
        if (saturation == Saturation.HILL || saturation == Saturation.POWER) {
            slots.add(SLOPE);
        }
        return slots.build().toArray();
    }

    /** Slots of the weights. */
    int[] weights() {
        return IntStream.range(WEIGHTS, slots).toArray();
    }

    @Override
    public void forward(Workspace w) {
        terms.forEach(term -> term.forward(w));
    }

    @Override
    public void backward(Workspace w) {
        terms.reversed().forEach(term -> term.backward(w));
    }
}

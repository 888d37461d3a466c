package tributary.fit;

import tributary.effects.Factual;
import tributary.effects.Latents;
import tributary.effects.MediatedMedia;
import tributary.fit.WeeklyDecomposition.Kind;
import tributary.math.Kernels;
import tributary.model.CompiledEquation;
import tributary.model.CompiledModel;
import tributary.model.CompiledPath;
import tributary.model.LinearDemand;
import tributary.model.Regressor;
import tributary.spec.Control;
import tributary.spec.Link;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the expected outcome F(η) of a draw is made of, week by week (F the mean, or the conditional
 * median under a log link, not below the floor).
 *
 * <p>With η = η₀ + Σ p_k, η₀ the baseline's, part k contributes its Aumann–Shapley value along the
 * straight path from η₀ to η: p_k (F(η) − F(η₀))/(η − η₀). Under an identity link that is the term
 * itself; under a log link p_k L(E, E₀) with the logarithmic mean L(a, b) = (a − b)/(ln a − ln b),
 * the logarithmic mean Divisia decomposition (Ang 2004, doi:10.1016/j.enpol.2003.10.010). F(η₀) and
 * the contributions add up to F(η) exactly.
 *
 * <p>Scaled: η = ln(a + Σ m_k) + ln D. The media's ln(base/a), base = a + Σ m_k, is split in
 * proportion to the m_k: p_k = m_k / L(base, a). The parts of ln D stand as they are.
 *
 * <p>At the reference, media are 0, indicators off, a price at its median and other controls at
 * their mean in the training weeks. Where a price chokes demand, it takes all there was.
 */
final class OutcomeParts {
    /** Below it the slope of F is its derivative to the last digit that counts. */
    private static final double SMALL = 1e-6;

    /**
     * What a part stands for.
     *
     * @param name of the source or control, or of the mediator that it flows through
     */
    record Part(String name, Kind kind) {}

    /** γ (x − reference). */
    private record Term(Regressor regressor, double reference) {}

    private final CompiledModel model;
    private final CompiledEquation outcome;
    private final Factual factual;
    private final List<Part> parts = new ArrayList<>();
    private final List<Term> controls = new ArrayList<>();
    private final List<MediatedMedia> mediated = new ArrayList<>();

    /** By path, place of the mediated share among {@link #mediated}; −1 where there is none. */
    private final int[] mediatedOf;

    private final double[][] mediatedCells;

    /** p_k of a cell: controls, price, media, mediated. */
    private final double[] share;

    OutcomeParts(CompiledModel model) {
        this.model = model;
        outcome = model.outcome();
        factual = new Factual(model);
        parts.add(new Part("baseline", Kind.BASELINE));
        for (Regressor regressor : outcome.regressors()) {
            controls.add(new Term(regressor, reference(regressor)));
            parts.add(new Part(name(regressor), Kind.CONTROL));
        }
        outcome.price().map(LinearDemand::node).ifPresent(this::addPrice);
        List<CompiledPath> paths = outcome.paths();
        mediatedOf = new int[paths.size()];
        for (int k = 0; k < mediatedOf.length; k++) {
            parts.add(new Part(paths.get(k).spec().from(), Kind.MEDIA));
            Optional<MediatedMedia> through = MediatedMedia.of(factual, paths.get(k));
            mediatedOf[k] = through.isPresent() ? mediated.size() : -1;
            through.ifPresent(mediated::add);
        }
        mediated.forEach(each -> parts.add(new Part(each.path().spec().from(), Kind.MEDIATED)));
        mediatedCells = new double[mediated.size()][model.cells().length()];
        share = new double[parts.size() - 1];
    }

    private void addPrice(String name) {
        parts.add(new Part(name, Kind.CONTROL));
    }

    private static String name(Regressor regressor) {
        return regressor.factors().stream()
                .map(Regressor.Factor::node)
                .collect(Collectors.joining(":"));
    }

    /** Mean of a control that has no centre of its own. */
    private double reference(Regressor regressor) {
        String name = name(regressor);
        boolean centred =
                model.spec().controls().stream()
                        .filter(control -> control.name().equals(name))
                        .allMatch(OutcomeParts::hasReference);
        if (centred) {
            return 0;
        }
        double[] observed = model.observed();
        return Kernels.dot(observed, regressor.values(), observed.length)
                / Kernels.sum(observed, observed.length);
    }

    private static boolean hasReference(Control control) {
        return control.priceResponse().isPresent()
                || switch (control.transform()) {
                    case STANDARDIZE, LOG_STANDARDIZE, INDICATOR -> true;
                    case LOG, NONE -> false;
                };
    }

    /** The parts, baseline first. */
    List<Part> parts() {
        return List.copyOf(parts);
    }

    /**
     * Contributions at a draw, summed over the geos of each training week.
     *
     * @param theta natural parameters by slot, as {@code ParameterLayout.restore} leaves them
     * @param latents of the same draw
     * @param byWeek indexed [part][training week]; overwritten
     */
    void evaluate(double[] theta, Latents latents, double[][] byWeek) {
        factual.evaluate(theta, latents);
        for (int k = 0; k < mediatedCells.length; k++) {
            mediated.get(k).evaluate(mediatedCells[k]);
        }
        for (double[] part : byWeek) {
            Arrays.fill(part, 0);
        }
        int first = model.panel().firstTrainingWeek();
        for (int geo = 0; geo < model.cells().geos(); geo++) {
            for (int week = first; week < model.panel().endOfTraining(); week++) {
                if (model.panel().trains(geo, week)) {
                    add(theta, geo, model.cells().index(geo, week), week - first, byWeek);
                }
            }
        }
    }

    private void add(double[] theta, int geo, int cell, int week, double[][] byWeek) {
        double eta = factual.predictor().linearPredictor(outcome)[cell];
        double unpriced = factual.predictor().unpriced(outcome)[cell];
        double distance = controls(theta, cell);
        distance += media(theta, geo, cell);
        boolean choked = eta == Double.NEGATIVE_INFINITY;
        double price = eta - unpriced;
        double reference = unpriced - distance;
        if (outcome.price().isPresent()) {
            share[controls.size()] = price;
            distance += price;
        }
        double expected = outcome.toColumn(eta, cell);
        double baseline = outcome.toColumn(reference, cell);
        byWeek[0][week] += baseline;
        if (choked) {
            byWeek[1 + controls.size()][week] += expected - baseline;
            return;
        }
        double slope =
                Math.abs(distance) > SMALL
                        ? (expected - baseline) / distance
                        : derivative(expected, cell);
        for (int k = 0; k < share.length; k++) {
            byWeek[1 + k][week] += share[k] * slope;
        }
    }

    private double controls(double[] theta, int cell) {
        double sum = 0;
        for (int k = 0; k < controls.size(); k++) {
            Regressor regressor = controls.get(k).regressor;
            double x = regressor.values()[cell] - controls.get(k).reference;
            share[k] = theta[regressor.weight()] * x;
            sum += share[k];
        }
        return sum;
    }

    /** Shares of the media, and their sum. */
    private double media(double[] theta, int geo, int cell) {
        List<CompiledPath> paths = outcome.paths();
        int first = share.length - paths.size() - mediated.size();
        double sum = 0;
        for (int k = 0; k < paths.size(); k++) {
            double of = media(theta, paths.get(k), geo, cell);
            sum += of;
            share[first + k] = of;
            if (mediatedOf[k] >= 0) {
                double through = mediatedCells[mediatedOf[k]][cell];
                share[first + k] = of - through;
                share[first + paths.size() + mediatedOf[k]] = through;
            }
        }
        if (!outcome.isScaled()) {
            return sum;
        }
        double base = factual.predictor().base(outcome.predictor())[cell];
        double log = Kernels.log1p(sum / (base - sum));
        double scale = sum == 0 ? 1 / base : log / sum;
        for (int k = first; k < share.length; k++) {
            share[k] *= scale;
        }
        return log;
    }

    /** β_g h + δ 1{x > 0}. */
    private double media(double[] theta, CompiledPath path, int geo, int cell) {
        double h = factual.predictor().saturated(path.transform())[cell];
        double media = theta[path.coefficient(geo)] * h;
        boolean on = path.activity() >= 0 && model.sources().get(path.source()).column()[cell] > 0;
        return on ? media + theta[path.activity()] : media;
    }

    /** F′(η), 0 at the floor. */
    private double derivative(double expected, int cell) {
        boolean floored =
                outcome.censoring().isPresent() && expected <= outcome.censoring().get().floor();
        return floored ? 0 : outcome.scale().link() == Link.LOG ? expected : outcome.unit(cell);
    }
}

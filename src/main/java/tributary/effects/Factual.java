package tributary.effects;

import tributary.model.CompiledEquation;
import tributary.model.CompiledModel;
import tributary.model.CompiledPredictor;
import tributary.model.ExpectedMediator;
import tributary.model.MediaTransform;
import tributary.model.Predictor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The equations as they are in the data at one draw, with the latents of the cells that the data
 * only bound, for a few geos at a time. Evaluated once per draw and shared by all interventions,
 * which are computed one after another; one instance serves one thread.
 */
public final class Factual {
    private final CompiledModel model;
    private final Predictor predictor;
    private final List<LatentCells> latents = new ArrayList<>();
    private final Map<Integer, Window> windows = new HashMap<>();
    private final Scratch scratch;
    private final MediaTransform.Buffers buffers;
    private double[] theta = {};
    private int firstGeo;
    private int endGeo;

    /**
     * Where the effects of an intervention are summed: from its first week on, in the cells of the
     * likelihood.
     *
     * @param mask 1 in these cells, else 0
     * @param money value of a unit of the outcome in these cells, else 0
     */
    @SuppressWarnings("ArrayRecordComponent") // plain data, never compared
    record Window(double[] mask, double[] money) {}

    public Factual(CompiledModel model) {
        this.model = model;
        predictor = new Predictor(model);
        for (int index = 0; index < model.equations().size(); index++) {
            latents.add(new LatentCells(model, index));
        }
        scratch = new Scratch(model.cells().length());
        buffers = new MediaTransform.Buffers(model.cells().length());
    }

    /** Evaluates a draw in all geos; as below. */
    public void evaluate(double[] natural, Latents drawn) {
        evaluate(natural, drawn, 0, model.cells().geos());
    }

    /**
     * Evaluates a draw in the geos first ≤ g < end.
     *
     * @param natural parameters by slot, as {@code ParameterLayout.restore} leaves them; kept until
     *     the next draw, not modified
     * @param drawn what the data leave open, the same for every intervention
     */
    public void evaluate(double[] natural, Latents drawn, int first, int end) {
        theta = natural;
        firstGeo = first;
        endGeo = end;
        predictor.evaluate(natural, first, end);
        for (LatentCells each : latents) {
            each.evaluate(this, natural, drawn);
        }
    }

    /** First geo of the last evaluation. */
    public int firstGeo() {
        return firstGeo;
    }

    /** One past the last geo of the last evaluation. */
    public int endGeo() {
        return endGeo;
    }

    int from() {
        return model.cells().start(firstGeo);
    }

    int to() {
        return model.cells().start(endGeo);
    }

    public CompiledModel model() {
        return model;
    }

    /** The equations at the draw, in the evaluated geos. */
    public Predictor predictor() {
        return predictor;
    }

    double[] theta() {
        return theta;
    }

    /** η by cell; −∞ where the price chokes demand. */
    double[] linearPredictor(CompiledPredictor of) {
        return predictor.linearPredictor(of);
    }

    /** η without linear demand by cell. */
    double[] unpriced(CompiledEquation equation) {
        return predictor.unpriced(equation);
    }

    /** Additive part of a scaled predictor by cell. */
    double[] base(CompiledPredictor of) {
        return predictor.base(of);
    }

    /** E[M]/scale of a mediator with predicted input by cell. */
    double[] expected(ExpectedMediator mediator) {
        return predictor.expected(mediator);
    }

    /** h by cell. */
    double[] saturated(MediaTransform transform) {
        return predictor.saturated(transform);
    }

    /** Latents of one of the model's equations. */
    LatentCells latents(CompiledEquation equation) {
        return latents.get(model.equations().indexOf(equation));
    }

    /** Whether a cell is one of the evaluated geos'. */
    boolean covers(int cell) {
        return cell >= from() && cell < to();
    }

    /** Population of the geo of a cell; 1 where the data have none. */
    double population(int cell) {
        return model.outcome().population()[cell];
    }

    MediaTransform.Buffers buffers() {
        return buffers;
    }

    Scratch scratch() {
        return scratch;
    }

    /** The sums of interventions that begin in a week. */
    Window window(int firstWeek) {
        return windows.computeIfAbsent(firstWeek, this::newWindow);
    }

    private Window newWindow(int firstWeek) {
        double[] mask = new double[model.cells().length()];
        double[] money = new double[mask.length];
        for (int g = 0; g < model.cells().geos(); g++) {
            for (int t = firstWeek; t < model.panel().endOfTraining(); t++) {
                int cell = model.cells().index(g, t);
                mask[cell] = model.observed()[cell];
                money[cell] = model.observed()[cell] * model.value()[cell];
            }
        }
        return new Window(mask, money);
    }
}

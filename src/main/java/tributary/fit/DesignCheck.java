package tributary.fit;

import tributary.data.Panel;
import tributary.math.RandomStream;
import tributary.math.RandomStreams;
import tributary.model.CompiledEquation;
import tributary.model.CompiledModel;
import tributary.model.CompiledPath;
import tributary.model.CompiledSource;
import tributary.model.DesignColumn;
import tributary.model.MediaTransform;
import tributary.model.ParameterDraw;
import tributary.spec.Family;
import tributary.spec.Prior;
import tributary.spec.Trend;
import tributary.spec.Words;
import tributary.store.DesignSummary;
import tributary.store.DesignSummary.ActiveRows;
import tributary.store.DesignSummary.Column;
import tributary.store.DesignSummary.EquationDesign;
import tributary.store.DesignSummary.Pair;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Collinearity of the columns of each equation, and how many weeks there are for each coefficient.
 *
 * <p>Media enter after adstock and saturation as the priors expect them, their mean over draws of
 * the parameters; a mediator as observed. The price of a linear demand enters as it is.
 */
final class DesignCheck {
    /** Of the mean media; with curves between 0 and 1, their error is below a hundredth. */
    private static final int DRAWS = 200;

    private static final double ALIKE = 0.9;

    private final CompiledModel model;
    private final Panel panel;
    private final List<double[]> draws = new ArrayList<>();

    /** Of paths that share their transform, and so their source. */
    private final Map<MediaTransform, double[]> media = new IdentityHashMap<>();

    private DesignCheck(CompiledModel model) {
        this.model = model;
        panel = model.panel();
        RandomStream random = RandomStreams.chain(model.spec().sampler().seed(), 0);
        for (int draw = 0; draw < DRAWS; draw++) {
            draws.add(ParameterDraw.draw(model, random, Map.of()));
        }
    }

    /** Of a model compiled for its training weeks; deterministic in model and seed. */
    static DesignSummary of(CompiledModel model) {
        var check = new DesignCheck(model);
        return new DesignSummary(
                model.equations().reversed().stream().map(check::equation).toList(),
                model.sources().stream().map(check::active).toList());
    }

    private ActiveRows active(CompiledSource source) {
        int[] cells = cells(cell -> true);
        long active = Arrays.stream(cells).filter(cell -> source.column()[cell] > 0).count();
        return new ActiveRows(source.spec().name(), (int) active, cells.length);
    }

    private int[] cells(IntPredicate kept) {
        return IntStream.range(0, panel.geos().size())
                .flatMap(geo -> PriorWeeks.cells(model, geo))
                .filter(kept)
                .toArray();
    }

    private EquationDesign equation(CompiledEquation equation) {
        boolean hurdle = equation.spec().family() == Family.HURDLE_LOGNORMAL;
        int[] cells = cells(cell -> !hurdle || equation.column()[cell] > 0);
        List<DesignColumn> columns = new ArrayList<>();
        for (CompiledPath path : equation.paths()) {
            columns.add(
                    new DesignColumn(
                            path.spec().from(),
                            DesignColumn.Kind.MEDIA,
                            path.spec().coefficientName(),
                            media.computeIfAbsent(path.transform(), t -> media(path))));
        }
        for (DesignColumn known : DesignColumn.of(model, equation.spec())) {
            columns.add(known.with(byCell(known.values())));
        }
        var inflation = inflation(columns, cells);
        List<Column> reported = new ArrayList<>();
        for (int j = 0; j < columns.size(); j++) {
            DesignColumn column = columns.get(j);
            if (column.kind() != DesignColumn.Kind.TIME) {
                String kind = Words.of(column.kind());
                reported.add(new Column(column.name(), kind, inflation.factor(j)));
            }
        }
        return new EquationDesign(
                equation.spec().name(),
                cells.length,
                coefficients(equation, columns),
                reported,
                pairs(columns, inflation),
                knots(equation) > 0
                        ? Optional.of("knots of the trend, which are held together by their prior")
                        : Optional.empty());
    }

    private boolean hasInterceptsByGeo() {
        return panel.geos().size() > 1 && model.spec().pooling().geos();
    }

    private VarianceInflation inflation(List<DesignColumn> columns, int[] cells) {
        double[][] rows = new double[columns.size()][];
        for (int j = 0; j < rows.length; j++) {
            double[] values = columns.get(j).values();
            rows[j] = Arrays.stream(cells).mapToDouble(cell -> values[cell]).toArray();
        }
        int[] intercept =
                Arrays.stream(cells)
                        .map(cell -> hasInterceptsByGeo() ? model.cells().geo(cell) : 0)
                        .toArray();
        return VarianceInflation.of(rows, intercept);
    }

    private double[] byCell(double[] rows) {
        double[] cells = new double[model.cells().length()];
        model.cells().pack(rows, cells);
        return cells;
    }

    /** Mean of h over draws of the parameters, by cell. */
    private double[] media(CompiledPath path) {
        CompiledSource source = model.sources().get(path.source());
        int length = model.cells().length();
        var buffers = new MediaTransform.Buffers(length);
        double[] mean = new double[length];
        double[] h = new double[length];
        for (double[] theta : draws) {
            for (int g = 0; g < model.cells().geos(); g++) {
                path.transform()
                        .apply(
                                theta,
                                source.scaled(),
                                h,
                                model.cells().start(g),
                                model.cells().start(g + 1),
                                buffers);
            }
            for (int i = 0; i < length; i++) {
                mean[i] += h[i] / draws.size();
            }
        }
        return mean;
    }

    /** Pairs that are alike, at least one of them media or a control. */
    private static List<Pair> pairs(List<DesignColumn> columns, VarianceInflation inflation) {
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            for (int j = i + 1; j < columns.size(); j++) {
                double correlation = inflation.correlation(i, j);
                boolean time = columns.get(i).kind() == DesignColumn.Kind.TIME;
                if (!time && Math.abs(correlation) >= ALIKE) {
                    pairs.add(new Pair(columns.get(i).name(), columns.get(j).name(), correlation));
                }
            }
        }
        return pairs;
    }

    /** Free coefficients: those without a fixed value. */
    private int coefficients(CompiledEquation equation, List<DesignColumn> columns) {
        String name = equation.spec().name();
        long count = columns.stream().filter(column -> isFree(column.parameter())).count();
        for (CompiledPath path : equation.paths()) {
            String activity = "activity_" + path.spec().from() + "_to_" + path.spec().to();
            count += path.activity() >= 0 && isFree(activity) ? 1 : 0;
        }
        int intercepts =
                hasInterceptsByGeo() ? panel.geos().size() : isFree("intercept_" + name) ? 1 : 0;
        return (int) count + intercepts + knots(equation);
    }

    private boolean isFree(String parameter) {
        return !(model.parameters().priors().get(parameter) instanceof Prior.Dirac);
    }

    private int knots(CompiledEquation equation) {
        Trend trend = model.spec().trend();
        return trend.into().contains(equation.spec().name()) ? trend.knots() : 0;
    }
}

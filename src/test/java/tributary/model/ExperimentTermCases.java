package tributary.model;

import tributary.math.CellLayout;
import tributary.spec.Family;
import tributary.spec.Link;
import tributary.spec.Outcome;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;

/** What leads from a lift test's change to its likelihood. */
final class ExperimentTermCases {
    private static final CellLayout LAYOUT = CellLayout.of(3, 11);
    private static final int[] NONE = {};

    private ExperimentTermCases() {}

    static List<TermCase> all() {
        List<TermCase> cases = new ArrayList<>();
        for (boolean scaled : new boolean[] {false, true}) {
            Term term = changedPredictor(scaled);
            cases.add(predictor("changed predictor" + (scaled ? ", scaled" : ""), term, scaled));
        }
        // Of all geos but the one in the middle, as a test in some geos is.
        var some = new OfGeos(List.of(changedPredictor(true)), new int[] {0, 2}, new int[] {1, 3});
        cases.add(predictor("changed predictor of some geos", some, true));
        for (boolean nonNegative : new boolean[] {false, true}) {
            cases.add(movedMediator(nonNegative));
        }
        cases.add(multipliedInput());
        for (Family family : new Family[] {Family.GAUSSIAN, Family.NEGATIVE_BINOMIAL}) {
            for (Link link : Link.values()) {
                for (boolean floored : new boolean[] {false, true}) {
                    boolean count = family == Family.NEGATIVE_BINOMIAL;
                    if (!count || link == Link.LOG && !floored) {
                        cases.add(lift(family, link, floored, false));
                    }
                }
            }
        }
        cases.add(lift(Family.GAUSSIAN, Link.LOG, false, true));
        return cases;
    }

    private static double[] constants(long seed) {
        Random random = new Random(seed);
        return random.doubles(LAYOUT.length(), -1, 1).toArray();
    }

    /** Parameters: 0 γ, 1 δ, 2 β of all geos, 3 to 5 β by geo. Cells: 0 η, 1 base, 2 to 5 media. */
    private static Term changedPredictor(boolean scaled) {
        return new ChangedPredictor(
                0,
                scaled ? 1 : -1,
                new int[] {0},
                new double[][] {constants(1)},
                new int[] {1},
                new double[][] {constants(2)},
                new int[][] {{2}, {3, 4, 5}},
                new int[] {2, 3},
                new int[] {4, 5},
                LAYOUT,
                6,
                7);
    }

    private static TermCase predictor(String name, Term term, boolean scaled) {
        return of(
                name,
                term,
                new int[] {0, 1, 2, 3, 4, 5},
                scaled ? new int[] {0, 1, 2, 3, 4, 5} : new int[] {0, 2, 3, 4, 5},
                new int[] {7},
                (k, random) -> 0.3 * random.nextDouble(),
                (slot, random) -> slot == 1 ? 4 + random.nextDouble() : random.nextDouble());
    }

    /** With values on both sides of 0, and none near it. */
    private static TermCase movedMediator(boolean nonNegative) {
        double[] data = constants(4);
        Arrays.setAll(data, i -> i % 3 == 0 ? -2 : 2 + data[i]);
        return of(
                "moved mediator" + (nonNegative ? ", not negative" : ""),
                new MovedMediator(data, nonNegative, 0, 1, 2),
                NONE,
                new int[] {0, 1},
                new int[] {2},
                (k, random) -> 0,
                (slot, random) -> 0.4 * random.nextDouble());
    }

    private static TermCase multipliedInput() {
        return of(
                "multiplied input",
                new MultipliedInput(constants(5), 0, 1),
                NONE,
                new int[] {0},
                new int[] {1},
                (k, random) -> 0,
                (slot, random) -> random.nextGaussian());
    }

    /** Parameters: 0 and 1 σ of two geos, 2 φ. Cells: 0 η, 1 η′. */
    private static TermCase lift(Family family, Link link, boolean floored, boolean ar) {
        int[] cells = IntStream.range(0, 12).map(i -> 2 * i).toArray();
        int[] sigma = Arrays.stream(cells).map(i -> LAYOUT.geo(i) == 0 ? 0 : 1).toArray();
        boolean count = family == Family.NEGATIVE_BINOMIAL;
        var term =
                new LiftLikelihood(
                        new ExpectedOutcome(equation(family, link, floored)),
                        cells,
                        sigma,
                        ar ? 2 : -1,
                        0,
                        1,
                        3.5,
                        20,
                        ar);
        return of(
                String.join(" ", "lift", family.name(), link.name())
                        + (floored ? " floored" : "")
                        + (ar ? " autoregressive, heavy tails" : ""),
                term,
                ar ? new int[] {0, 1, 2} : count ? NONE : new int[] {0, 1},
                new int[] {0, 1},
                NONE,
                (k, random) -> 0.2 + 0.5 * random.nextDouble(),
                (slot, random) -> random.nextGaussian());
    }

    private static CompiledEquation equation(Family family, Link link, boolean floored) {
        var outcome =
                new Outcome(
                        "y",
                        "y",
                        family,
                        link,
                        OptionalDouble.empty(),
                        Outcome.OutcomeScale.MEAN,
                        Outcome.Composition.ADDITIVE,
                        OptionalDouble.empty(),
                        false,
                        Outcome.Noise.SHARED,
                        new Outcome.Value.Constant(1));
        double[] population = new double[LAYOUT.length()];
        Arrays.fill(population, 2);
        double[] bounds = new double[LAYOUT.length()];
        Arrays.fill(bounds, -0.4);
        var censoring = new CompiledEquation.Censoring(1, bounds, NONE);
        return new CompiledEquation(
                outcome,
                population,
                population,
                new ResponseScale(link, 0, 1.5, false),
                new CompiledPredictor(List.of(), List.of(), Optional.empty(), 0, 0, 0),
                Optional.empty(),
                new int[] {0, 1, 1},
                -1,
                -1,
                floored ? Optional.of(censoring) : Optional.empty(),
                Optional.empty());
    }

    private static TermCase of(
            String name,
            Term term,
            int[] parameters,
            int[] cells,
            int[] writtenCells,
            TermCase.Point point,
            TermCase.Point cell) {
        return new TermCase(
                name,
                term,
                8,
                8,
                LAYOUT.length(),
                LAYOUT.geos(),
                parameters,
                cells,
                NONE,
                writtenCells,
                point,
                cell);
    }
}

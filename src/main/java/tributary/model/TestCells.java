package tributary.model;

import tributary.data.Panel;
import tributary.spec.Control;
import tributary.spec.Experiment;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The cells of a lift test: geos and weeks in which the source was changed, and those over which
 * the outcome was summed.
 */
final class TestCells {
    private final Compilation compilation;
    private final List<Integer> geos;
    private final int first;
    private final int last;
    private final int until;

    private TestCells(Compilation compilation, List<Integer> geos, int first, int last, int until) {
        this.compilation = compilation;
        this.geos = geos;
        this.first = first;
        this.last = last;
        this.until = until;
    }

    /** The cells, or nothing where dates, geos or data do not allow the test: then a problem. */
    static Optional<TestCells> of(Compilation compilation, Experiment test, String where) {
        List<Integer> geos = geos(compilation, test, where);
        int first = week(compilation, test.from(), where + ".from");
        int last = week(compilation, test.to(), where + ".to");
        int until = week(compilation, test.until(), where + ".until");
        if (geos.isEmpty() || first < 0 || last < 0 || until < 0) {
            return Optional.empty();
        }
        var cells = new TestCells(compilation, geos, first, last, until);
        if (cells.summed().length == 0) {
            compilation.parameters.problem(
                    where + ".geos", "no geo of the test has data in its weeks");
            return Optional.empty();
        }
        return cells.hasControls(where) ? Optional.of(cells) : Optional.empty();
    }

    private static List<Integer> geos(Compilation compilation, Experiment test, String where) {
        List<String> known = compilation.panel.geos().stream().map(Panel.Geo::name).toList();
        if (test.geos().isEmpty()) {
            return IntStream.range(0, known.size()).boxed().toList();
        }
        TreeSet<Integer> geos = new TreeSet<>();
        for (String name : test.geos()) {
            int geo = known.indexOf(name);
            if (geo >= 0) {
                geos.add(geo);
            } else {
                compilation.parameters.problem(
                        where + ".geos",
                        "\""
                                + name
                                + "\" is not a geo of the data; geos are "
                                + String.join(", ", known));
            }
        }
        return geos.size() == test.geos().stream().distinct().count()
                ? List.copyOf(geos)
                : List.of();
    }

    /** Index of the week with the date in it, or −1. */
    private static int week(Compilation compilation, LocalDate date, String where) {
        List<LocalDate> weeks = compilation.panel.weeks();
        for (int t = 0; t < weeks.size(); t++) {
            if (!date.isBefore(weeks.get(t)) && date.isBefore(weeks.get(t).plusWeeks(1))) {
                return t;
            }
        }
        compilation.parameters.problem(
                where,
                date
                        + " is in no week of the data up to the end of the training; they are "
                        + weeks.getFirst()
                        + " to "
                        + weeks.getLast());
        return -1;
    }

    /** Before the training a control may be missing, and then nothing can be expected. */
    private boolean hasControls(String where) {
        for (Control control : compilation.model.controls()) {
            double[] column = compilation.panel.column(control.column());
            for (int geo : geos) {
                for (int t = first; t <= until; t++) {
                    if (isPresent(geo, t) && Double.isNaN(column[compilation.panel.row(geo, t)])) {
                        compilation.parameters.problem(
                                where,
                                control.name()
                                        + " has no value in the week "
                                        + compilation.panel.weeks().get(t)
                                        + " of the test");
                        return false;
                    }
                }
            }
        }
        return true;
    }

    private boolean isPresent(int geo, int week) {
        Panel.Geo of = compilation.panel.geos().get(geo);
        return week >= of.firstWeek() && week < of.endWeek();
    }

    private int[] cells(int to) {
        return geos.stream()
                .flatMapToInt(geo ->
                        IntStream.rangeClosed(first, to)
                                .filter(t -> isPresent(geo, t))
                                .map(t -> compilation.layout.index(geo, t)))
                .toArray();
    }

    /** The cells over which the outcome was summed: from the first changed week on. */
    int[] summed() {
        return cells(until);
    }

    /** The factor in the cells that were changed, 1 elsewhere. */
    double[] factors(double factor) {
        double[] factors = new double[compilation.layout.length()];
        Arrays.fill(factors, 1);
        Arrays.stream(cells(last)).forEach(i -> factors[i] = factor);
        return factors;
    }

    /** Whether the likelihood counts any of the cells. */
    boolean inLikelihood() {
        return Arrays.stream(summed()).anyMatch(i -> compilation.observed[i] > 0);
    }

    /** Terms for the geos of the test only. */
    Term restrict(List<Term> terms) {
        List<Integer> begin = new ArrayList<>();
        List<Integer> end = new ArrayList<>();
        for (int geo : geos) {
            if (!end.isEmpty() && end.getLast() == geo) {
                end.set(end.size() - 1, geo + 1);
            } else {
                begin.add(geo);
                end.add(geo + 1);
            }
        }
        return new OfGeos(terms, slots(begin), slots(end));
    }

    private static int[] slots(List<Integer> list) {
        return list.stream().mapToInt(Integer::intValue).toArray();
    }
}

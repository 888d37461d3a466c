package tributary.model;

import tributary.math.CellLayout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Coefficients whose paths' returns have the priors. */
final class ReturnTermCases {
    private static final int WEEKS = 13;

    // Parameter slots.
    private static final int RETURN = 0;
    private static final int COEFFICIENT = 1;
    private static final int SPREAD = 2;
    private static final int FIRST_DEVIATION = 3;

    // Cell slots.
    private static final int MEDIA = 0;
    private static final int OFF = 1;
    private static final int DEMAND = 2;
    private static final int RESPONSE = 3;
    private static final int OWN = 4;

    private ReturnTermCases() {}

    static List<TermCase> all() {
        List<TermCase> cases = new ArrayList<>();
        for (int geos : new int[] {1, 3}) {
            for (boolean carried : new boolean[] {false, true}) {
                DirectReturn of = of(geos, carried);
                cases.add(given(of, -1, -1));
                cases.add(given(of, DEMAND, -1));
                cases.add(given(of, DEMAND, RESPONSE));
                cases.add(following(of));
            }
        }
        return cases;
    }

    private static DirectReturn of(int geos, boolean carried) {
        CellLayout layout = CellLayout.of(geos, WEEKS);
        Random random = new Random(geos);
        double[] weights = new double[layout.length()];
        Arrays.setAll(weights, i -> random.nextDouble() < 0.2 ? 0 : 0.1 * random.nextDouble());
        return new DirectReturn(
                RETURN,
                COEFFICIENT,
                weights,
                MEDIA,
                carried ? OFF : -1,
                geos == 1 ? -1 : SPREAD,
                geos == 1 ? new int[0] : IntStream.range(0, geos).map(g -> 3 + g).toArray(),
                layout);
    }

    private static String name(DirectReturn of) {
        return of.layout().geos() + " geos" + (of.off() < 0 ? "" : " after earlier media");
    }

    private static int[] deviations(DirectReturn of, int own) {
        return IntStream.concat(
                        of.spread() < 0 ? IntStream.of(own) : IntStream.of(own, SPREAD),
                        Arrays.stream(of.deviations()))
                .toArray();
    }

    private static int[] media(DirectReturn of) {
        return of.off() < 0 ? new int[] {MEDIA} : new int[] {MEDIA, OFF};
    }

    /** Media of 1.2 to 2.2, of which up to 0.5 are carried over; ln D small. */
    private static double cell(int slot, Random random) {
        return switch (slot) {
            case MEDIA -> 1.2 + random.nextDouble();
            case OFF -> 0.5 * random.nextDouble();
            default -> 0.3 * random.nextGaussian();
        };
    }

    private static TermCase given(DirectReturn of, int demand, int response) {
        IntStream cells = Arrays.stream(media(of));
        if (demand >= 0) {
            cells = IntStream.concat(cells, IntStream.of(demand));
        }
        if (response >= 0) {
            cells = IntStream.concat(cells, IntStream.of(response));
        }
        return new TermCase(
                "coefficient from return, "
                        + name(of)
                        + (demand < 0 ? "" : ", demand")
                        + (response < 0 ? "" : ", price"),
                new ReturnCoefficient(of, demand, response, demand < 0 ? -1 : OWN),
                FIRST_DEVIATION + of.layout().geos(),
                5,
                of.layout().length(),
                of.layout().geos(),
                deviations(of, RETURN),
                cells.toArray(),
                new int[] {COEFFICIENT},
                new int[0],
                (k, random) -> 0.3 + 0.5 * random.nextDouble(),
                ReturnTermCases::cell);
    }

    private static TermCase following(DirectReturn of) {
        return new TermCase(
                "return from coefficient, " + name(of),
                new ReturnDensity(of, OWN),
                FIRST_DEVIATION + of.layout().geos(),
                5,
                of.layout().length(),
                of.layout().geos(),
                deviations(of, COEFFICIENT),
                media(of),
                new int[] {RETURN},
                new int[0],
                (k, random) -> 0.3 + 0.5 * random.nextDouble(),
                ReturnTermCases::cell);
    }
}

package tributary.model;

import tributary.math.CellLayout;
import tributary.spec.Adstock;
import tributary.spec.Saturation;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;

/** Every adstock with every saturation in either order, of data and of modelled media. */
final class MediaTermCases {
    private static final int[] NONE = {};

    private MediaTermCases() {}

    /** Shapes of a media series. */
    private enum Media {
        DENSE,
        WITH_ZEROS,
        ONE_WEEK,
        SILENT
    }

    static List<TermCase> all() {
        List<TermCase> cases = new ArrayList<>();
        for (boolean saturationFirst : new boolean[] {false, true}) {
            for (Saturation saturation : Saturation.values()) {
                for (Adstock adstock : MediaStages.adstocks(5)) {
                    cases.add(data(3, 11, Media.WITH_ZEROS, adstock, saturation, saturationFirst));
                    cases.add(modelled(9, adstock, saturation, saturationFirst));
                }
            }
        }
        for (Media media : Media.values()) {
            for (int weeks : new int[] {24, 61, 5}) {
                for (Adstock adstock : MediaStages.adstocks(13)) {
                    cases.add(data(1, weeks, media, adstock, Saturation.HILL, false));
                }
                var geometric = new Adstock.Geometric(OptionalInt.empty());
                cases.add(data(1, weeks, media, geometric, Saturation.LINEAR, false));
                cases.add(data(1, weeks, media, geometric, Saturation.POWER, false));
                cases.add(data(1, weeks, media, new Adstock.Delayed(3), Saturation.POWER, true));
            }
        }
        // Without adstock and curve there is nothing to differentiate by.
        cases.removeIf(c -> c.parameters().length + c.cells().length == 0);
        return cases;
    }

    private static TermCase data(
            int geos,
            int weeks,
            Media media,
            Adstock adstock,
            Saturation saturation,
            boolean saturationFirst) {
        CellLayout layout = CellLayout.of(geos, weeks);
        Random random = new Random(weeks);
        double[] rows = new double[geos * weeks];
        for (int i = 0; i < rows.length; i++) {
            boolean active =
                    switch (media) {
                        case DENSE -> true;
                        case WITH_ZEROS -> random.nextDouble() < 0.6;
                        case ONE_WEEK -> i % weeks == weeks / 3;
                        case SILENT -> false;
                    };
            rows[i] = active ? positive(random) : 0;
        }
        double[] input = new double[layout.length()];
        layout.pack(rows, input);
        StageInput constant = StageInput.constant(input);
        MediaStages stages = MediaStages.of(adstock, saturation, saturationFirst, constant, layout);
        String name = media + " media, " + geos + " geos of " + weeks + " weeks";
        return termCase(name, stages, layout, saturationFirst, NONE);
    }

    private static TermCase modelled(
            int weeks, Adstock adstock, Saturation saturation, boolean saturationFirst) {
        CellLayout layout = CellLayout.of(1, weeks);
        StageInput computed = StageInput.computed(0);
        MediaStages stages = MediaStages.of(adstock, saturation, saturationFirst, computed, layout);
        return termCase("modelled media", stages, layout, saturationFirst, new int[] {0});
    }

    private static TermCase termCase(
            String name,
            MediaStages stages,
            CellLayout layout,
            boolean saturationFirst,
            int[] cells) {
        int[] parameters = stages.parameters();
        return new TermCase(
                String.join(
                        " ",
                        name,
                        stages.adstock().toString(),
                        saturationFirst ? "after" : "before",
                        stages.saturation().toString()),
                stages,
                stages.slots(),
                MediaStages.CELL_SLOTS,
                layout.length(),
                layout.geos(),
                parameters,
                cells,
                stages.weights(),
                new int[] {stages.result()},
                (k, random) ->
                        parameters[k] == MediaStages.DECAY
                                ? 0.03 + 0.9 * random.nextDouble()
                                : positive(random),
                (slot, random) -> positive(random));
    }

    private static double positive(Random random) {
        return StrictMath.exp(0.5 * random.nextGaussian());
    }
}

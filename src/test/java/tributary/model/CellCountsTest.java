package tributary.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import tributary.math.CellLayout;

import java.util.Arrays;
import java.util.Random;

/** Counts of the geos that a workspace selects. */
class CellCountsTest {
    private static final int GEOS = 7;

    @Test
    void countsTheSelectedCells() {
        CellLayout layout = CellLayout.of(GEOS, 21);
        Random random = new Random(1);
        double[] observed = new double[layout.length()];
        Arrays.setAll(observed, i -> random.nextDouble() < 0.3 ? 0 : 1);
        CellCounts counts = CellCounts.of(observed, layout);
        Workspace w = new Workspace(1, 0, layout);
        for (int first = 0; first < GEOS; first++) {
            for (int end = first; end <= GEOS; end++) {
                w.select(first, end);
                double expected = Arrays.stream(observed, w.from, w.to).sum();
                assertThat(counts.in(w)).isEqualTo((int) expected);
            }
        }
    }
}

package tributary.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import tributary.math.CellLayout;

import java.util.Arrays;
import java.util.Random;

/** Ranges of geos among those that a workspace selects. */
class CellRangeTest {
    private static final int GEOS = 7;

    private final CellLayout layout = CellLayout.of(GEOS, 21);
    private final double[] observed = new double[layout.length()];
    private final Workspace w = new Workspace(1, 0, layout);

    CellRangeTest() {
        var random = new Random(1);
        Arrays.setAll(observed, i -> random.nextDouble() < 0.3 ? 0 : 1);
    }

    @Test
    void countsTheCellsThatAreInBoth() {
        for (int first = 0; first < GEOS; first++) {
            for (int end = first + 1; end <= GEOS; end++) {
                int from = layout.start(first);
                int to = layout.start(end);
                CellRange range = CellRange.of(from, to, observed);
                for (int g = 0; g < GEOS; g++) {
                    for (int h = g + 1; h <= GEOS; h++) {
                        w.select(g, h);
                        check(range, Math.max(from, w.from), Math.min(to, w.to));
                    }
                }
            }
        }
    }

    private void check(CellRange range, int from, int to) {
        assertThat(range.touches(w.from, w.to)).isEqualTo(from < to);
        if (from < to) {
            assertThat(range.from(w)).isEqualTo(from);
            assertThat(range.to(w)).isEqualTo(to);
            int count = (int) Arrays.stream(observed, from, to).filter(x -> x > 0).count();
            assertThat(range.count(w)).isEqualTo(count);
        } else {
            assertThat(range.to(w)).isLessThanOrEqualTo(range.from(w));
        }
    }
}

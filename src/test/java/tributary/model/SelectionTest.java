package tributary.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Entries packed and put back, one by one or in stretches. */
class SelectionTest {
    static Stream<int[]> indices() {
        List<Integer> shuffled = new ArrayList<>(IntStream.range(0, 200).boxed().toList());
        Collections.shuffle(shuffled, new Random(1));
        return Stream.of(
                new int[0],
                new int[] {7},
                IntStream.range(3, 120).toArray(),
                IntStream.of(5, 3, 4).toArray(),
                shuffled.stream().mapToInt(Integer::intValue).toArray(),
                // stretches of 15, 16 and 40 with single ones around and next to one another
                Stream.of(
                                IntStream.of(9),
                                IntStream.range(30, 45),
                                IntStream.of(8, 1),
                                IntStream.range(60, 76),
                                IntStream.range(100, 140),
                                IntStream.of(99, 20))
                        .flatMapToInt(each -> each)
                        .toArray());
    }

    @ParameterizedTest
    @MethodSource("indices")
    void gatherAndAdd(int[] indices) {
        double[] array = new Random(2).doubles(200).toArray();
        Selection selection = Selection.of(indices);
        double[] packed = new double[200];
        selection.gather(array, packed);
        double[] added = array.clone();
        selection.scatterAdd(packed, added);
        assertThat(selection.size()).isEqualTo(indices.length);
        for (int k = 0; k < indices.length; k++) {
            assertThat(packed[k]).isEqualTo(array[indices[k]]);
            assertThat(added[indices[k]]).isEqualTo(2 * array[indices[k]]);
        }
        for (int i : IntStream.range(0, 200).filter(i -> !contains(indices, i)).toArray()) {
            assertThat(added[i]).isEqualTo(array[i]);
        }
    }

    private static boolean contains(int[] indices, int i) {
        return IntStream.of(indices).anyMatch(index -> index == i);
    }

    @Test
    void rangesAreConsecutive() {
        assertThat(SlotRange.of(new int[] {4, 5, 6})).isEqualTo(new SlotRange(4, 7));
        assertThat(new SlotRange(4, 7).toArray()).containsExactly(4, 5, 6);
        assertThatThrownBy(() -> SlotRange.of(new int[] {4, 6}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("slots: 6 must be 5");
    }
}

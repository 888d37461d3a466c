package tributary.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import java.util.HashSet;
import java.util.function.DoubleSupplier;

/** Seeds are fixed: the tests are deterministic, the stated rates are those of a fresh seed. */
class RandomStreamsTest {
    private static final int N = 200_000;

    @Test
    void sequentialStreamsArePinned() {
        var chain0 = RandomStreams.chain(1, 0);
        var chain3 = RandomStreams.chain(1, 3);
        assertThat(new long[] {chain0.nextLong(), chain3.nextLong()})
                .containsExactly(-7804709497555639929L, -4756079259252897138L);
        assertThat(
                        new double[] {
                            chain0.nextDouble(), chain0.nextGaussian(), chain3.nextExponential()
                        })
                .containsExactly(0.9438205689347282, -0.9031412653017253, 0.018920902404516403);
    }

    @Test
    void countersArePinned() {
        assertThat(RandomStreams.uniform(1, 2, 3, 4, 5, 6)).isEqualTo(0.8056579327139478);
        assertThat(RandomStreams.normal(1, 2, 3, 4, 5, 6)).isEqualTo(0.8620061481784186);
        assertThat(RandomStreams.uniform(RandomStreams.key(1, 2, 3, 4), 5, 6))
                .isEqualTo(RandomStreams.uniform(1, 2, 3, 4, 5, 6));
    }

    @Test
    void uniformsAreInsideTheOpenIntervalAndSymmetric() {
        assertThat(RandomStreams.openUniform(0)).isEqualTo(0x1p-53);
        assertThat(RandomStreams.openUniform(-1)).isEqualTo(1 - 0x1p-53);
        assertThat(RandomStreams.openUniform(0x123456789abcdef0L))
                .isEqualTo(1 - RandomStreams.openUniform(~0x123456789abcdef0L));
    }

    @Test
    void sameSeedAndChainRepeatAndOthersDiffer() {
        var seen = new HashSet<Long>();
        for (long seed = 0; seed < 20; seed++) {
            for (int chain = 0; chain < 8; chain++) {
                long first = RandomStreams.chain(seed, chain).nextLong();
                assertThat(RandomStreams.chain(seed, chain).nextLong()).isEqualTo(first);
                assertThat(seen.add(first)).isTrue();
            }
        }
        assertThatThrownBy(() -> RandomStreams.chain(1, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("chain: -1 must be ≥ 0");
    }

    @Test
    void restoredStateContinuesTheStream() {
        var stream = RandomStreams.chain(5, 1);
        for (int i = 0; i < 101; i++) {
            stream.nextGaussian();
        }
        byte[] state = stream.saveState();
        double[] expected = {stream.nextGaussian(), stream.nextDouble(), stream.nextExponential()};
        var other = RandomStreams.chain(99, 0);
        other.restoreState(state);
        assertThat(new double[] {other.nextGaussian(), other.nextDouble(), other.nextExponential()})
                .isEqualTo(expected);
    }

    /** Four moments, each within 4.5 standard errors: false-alarm rate 3e-5 for the eight. */
    @Test
    void gaussiansHaveTheMomentsOfTheStandardNormal() {
        var stream = RandomStreams.chain(11, 2);
        assertNormalMoments(stream::nextGaussian);
        int[] week = {0};
        long key = RandomStreams.key(3, 0, 17, 2);
        assertNormalMoments(() -> RandomStreams.normal(key, 0, week[0]++));
    }

    private static void assertNormalMoments(DoubleSupplier gaussian) {
        double[] sums = new double[4];
        for (int i = 0; i < N; i++) {
            double z = gaussian.getAsDouble();
            double power = 1;
            for (int k = 0; k < 4; k++) {
                power *= z;
                sums[k] += power;
            }
        }
        // Variances of z, z², z³, z⁴: 1, 2, 15, 96.
        double root = Math.sqrt(N);
        assertThat(sums[0] / N).isCloseTo(0, within(4.5 / root));
        assertThat(sums[1] / N).isCloseTo(1, within(4.5 * Math.sqrt(2) / root));
        assertThat(sums[2] / N).isCloseTo(0, within(4.5 * Math.sqrt(15) / root));
        assertThat(sums[3] / N).isCloseTo(3, within(4.5 * Math.sqrt(96) / root));
    }

    /**
     * Pairs of uniforms whose keys differ by one in a single coordinate, in a 16 × 16 grid: χ² with
     * 255 degrees of freedom, normal approximation, 5 sd, false-alarm rate 1e-5 for the six.
     */
    @Test
    void neighbouringKeysAreIndependentInEveryCoordinate() {
        for (int coordinate = 0; coordinate < 6; coordinate++) {
            int[] cells = new int[256];
            for (int i = 0; i < N; i++) {
                // Small consecutive coordinates, as the program uses them.
                int[] k = {i % 7, i / 7 % 4, i / 28 % 1000, i / 28_000 % 3, i % 5, i % 104};
                double u = uniform(k);
                k[coordinate]++;
                double v = uniform(k);
                cells[cell(u, v)]++;
            }
            assertThat(chiSquare(cells))
                    .as("coordinate %d", coordinate)
                    .isCloseTo(255, within(5 * Math.sqrt(2 * 255)));
        }
    }

    private static double uniform(int[] k) {
        return RandomStreams.uniform(k[0], k[1], k[2], k[3], k[4], k[5]);
    }

    /** Neighbouring chains of one seed, same grid and rate. */
    @Test
    void chainsAreIndependent() {
        for (int chain = 0; chain < 3; chain++) {
            var one = RandomStreams.chain(1, chain);
            var next = RandomStreams.chain(1, chain + 1);
            int[] cells = new int[256];
            for (int i = 0; i < N; i++) {
                cells[cell(one.nextDouble(), next.nextDouble())]++;
            }
            assertThat(chiSquare(cells)).isCloseTo(255, within(5 * Math.sqrt(2 * 255)));
        }
    }

    /** Cell of a point of the unit square in the 16 × 16 grid. */
    private static int cell(double u, double v) {
        int row = (int) (u * 16);
        int column = (int) (v * 16);
        return row * 16 + column;
    }

    private static double chiSquare(int[] cells) {
        double expected = (double) N / cells.length;
        double sum = 0;
        for (int count : cells) {
            sum += (count - expected) * (count - expected) / expected;
        }
        return sum;
    }

    /**
     * Distinct keys of a realistic grid give distinct numbers (52 bits: chance of a collision
     * 2e-5).
     */
    @Test
    void keysDoNotCollide() {
        var seen = new HashSet<Double>();
        for (int draw = 0; draw < 40; draw++) {
            for (int node = 0; node < 10; node++) {
                long key = RandomStreams.key(1, draw % 4, draw, node);
                for (int geo = 0; geo < 10; geo++) {
                    for (int week = 0; week < 104; week++) {
                        seen.add(RandomStreams.uniform(key, geo, week));
                    }
                }
            }
        }
        assertThat(seen).hasSize(40 * 10 * 10 * 104);
    }
}

package tributary.math;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Scalar and vector kernels give the same bits at every width, and vectors are in use. */
class KernelPairsTest {
    @ParameterizedTest
    @ValueSource(ints = {2, 4, 8})
    void arrayKernels(int lanes) throws Exception {
        KernelPairs.compare(lanes, PairedKernels.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 8})
    void leapfrogKernels(int lanes) throws Exception {
        KernelPairs.compare(lanes, PairedLeapfrogKernels.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 8})
    void mediaLoops(int lanes) throws Exception {
        KernelPairs.compare(lanes, PairedMediaLoops.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 8})
    void regressionLoops(int lanes) throws Exception {
        KernelPairs.compare(lanes, PairedRegressionLoops.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 8})
    void coordinateLoops(int lanes) throws Exception {
        KernelPairs.compare(lanes, PairedCoordinateLoops.class);
    }

    /** Fails, and is not skipped, where the vector kernels should run but do not. */
    @Test
    void vectorsAreInUseInContinuousIntegrationAndWhereTheMachineHasThem() throws IOException {
        boolean mustBe = "true".equals(System.getenv("CI")) || hasAvx2();
        KernelChoice choice = Kernels.implementation();
        assertThat(choice.reason()).isNotEmpty();
        if (mustBe) {
            assertThat(choice.name()).as(choice.reason()).isEqualTo(KernelChoice.VECTOR);
        }
    }

    private static boolean hasAvx2() throws IOException {
        Path processor = Path.of("/proc/cpuinfo");
        return Files.isReadable(processor) && Files.readString(processor).contains(" avx2 ");
    }
}

package tributary.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

class KernelChoiceTest {
    @Test
    void wordsAreTakenAtTheirWord() {
        assertThat(KernelChoice.of("scalar"))
                .isEqualTo(new KernelChoice("scalar", "asked for", false));
        assertThat(KernelChoice.of("vector").name()).isEqualTo("vector");
        assertThatThrownBy(() -> KernelChoice.of("fast"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("fast: unknown; allowed: auto, scalar, vector");
    }

    /** Prints what the kernels of its process are, and e^1 by them. */
    static final class Child {
        private Child() {}

        public static void main(String[] args) {
            double[] x = {1, 1, 1, 1, 1, 1, 1, 1, 1};
            Kernels.exp(x, x, 0, 9);
            System.out.println(Kernels.implementation() + " " + x[0] + " " + x[8]);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "-Dx=y, scalar, the JVM was started without jdk.incubator.vector, false",
        "-Xint --add-modules jdk.incubator.vector, scalar, optimising compiler, false",
        "-XX:TieredStopAtLevel=1 --add-modules jdk.incubator.vector, scalar, optimising, false",
        "-XX:+UnlockDiagnosticVMOptions -XX:-UseFMA --add-modules jdk.incubator.vector, scalar,"
                + " the processor has no fused multiply-add, true",
        "-Dtributary.lanes=2 --add-modules jdk.incubator.vector, scalar, only 2 doubles, false",
        "-Dtributary.kernels=vector -Dtributary.lanes=2 --add-modules jdk.incubator.vector,"
                + " vector, 2 doubles per vector, false",
        "-Dtributary.kernels=scalar --add-modules jdk.incubator.vector, scalar, asked for, false",
    })
    void aProcessChoosesByWhatItsMachineHas(
            String options, String name, String reason, boolean slow) throws Exception {
        assertThat(child(options))
                .contains("name=" + name + ",", reason, "slow=" + slow)
                .endsWith(" " + Kernels.exp(1) + " " + Kernels.exp(1));
    }

    private static String child(String options) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options.split(" ")));
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), Child.class.getName()));
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        byte[] said = process.getInputStream().readAllBytes();
        assertThat(process.waitFor()).isZero();
        return new String(said, StandardCharsets.UTF_8).strip();
    }
}

package tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class ShellTextTest {
    private static final List<String> AWKWARD =
            List.of(
                    "plain-1.0/x=y",
                    "",
                    "two words",
                    "it's",
                    "$(rm -rf x)",
                    "a\nb\033",
                    "~",
                    "*",
                    "é");

    @Test
    void resumeRepeatsTheOptionsOnce() {
        assertThat(ShellText.resume(List.of("fit", "my model.json", "--draws=20", "-o", "runs/a")))
                .isEqualTo("tributary fit 'my model.json' --draws=20 -o runs/a --resume");
        assertThat(ShellText.resume(List.of("fit", "--resume", "m.json")))
                .isEqualTo("tributary fit --resume m.json");
        assertThat(ShellText.resume(List.of("fit", "--", "-m.json")))
                .isEqualTo("tributary fit --resume -- -m.json");
    }

    @Test
    void quotedArgumentsHaveNoControlCharacters() {
        assertThat(AWKWARD)
                .allMatch(
                        word -> ShellText.quoted(word).chars().noneMatch(Character::isISOControl));
    }

    /** What bash makes of the quoted words. */
    @Test
    void shellReadsTheArgumentsBack() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "no bash");
        String words = String.join(" ", AWKWARD.stream().map(ShellText::quoted).toList());
        var builder = new ProcessBuilder("/bin/bash", "-c", "printf '%s\\0' " + words);
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process bash = builder.start();
        String read = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(read.split("\0", -1))
                .containsExactly(
                        java.util.stream.Stream.concat(
                                        AWKWARD.stream(), java.util.stream.Stream.of(""))
                                .toArray(String[]::new));
    }
}

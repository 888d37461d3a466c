package tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

class TerminalTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "50 132, , , 132, 50",
                "0 0, , , 80, 24",
                "'', , , 80, 24",
                "0 0, 60, 20, 60, 20",
                "50 132, 60, , 60, 50",
                "50 132, 200, 99, 132, 50",
                "50 132, wide, -1, 132, 50"
            })
    void sizeIsThatOfSttyOrOfTheEnvironmentOrTheUsualOne(
            String answer, String columns, String lines, int wide, int high) {
        Map<String, String> environment =
                columns == null
                        ? Map.of()
                        : lines == null
                                ? Map.of("COLUMNS", columns)
                                : Map.of("COLUMNS", columns, "LINES", lines);
        assertThat(TerminalSize.of(answer + "\n", environment))
                .isEqualTo(new TerminalSize(wide, high));
    }

    @ParameterizedTest
    @CsvSource({
        "TERM, xterm-256color, true, true",
        "TERM, dumb, false, false",
        "NO_COLOR, 1, true, false",
        "NO_COLOR, '', true, true",
        "CLICOLOR, 0, true, false",
        "CLICOLOR, 1, true, true"
    })
    void environmentRefusesColours(String name, String value, boolean interactive, boolean color) {
        Terminal terminal = Terminal.of(Map.of(name, value), "24 80", "UTF-8");
        assertThat(terminal.interactive()).isEqualTo(interactive);
        assertThat(terminal.color()).isEqualTo(color);
        assertThat(terminal.paint(Paint.RED, "x")).isEqualTo(color ? "\033[31mx\033[0m" : "x");
    }

    @ParameterizedTest
    @CsvSource({"UTF-8, true", "US-ASCII, false", "ISO-8859-1, false"})
    void charsetOfTheLocaleDecidesWhatBarsAreMadeOf(String charset, boolean unicode) {
        assertThat(Terminal.of(Map.of(), "24 80", charset).unicode()).isEqualTo(unicode);
    }

    @Test
    void pipesHaveNoWidthAndNoColours() {
        assertThat(Terminal.ofResults()).isEqualTo(Terminal.NONE);
        assertThat(Terminal.NONE.lineWidth()).isEqualTo(Integer.MAX_VALUE);
        assertThat(Terminal.NONE.paint(Paint.GREEN, "x")).isEqualTo("x");
    }

    @Test
    void controlCharactersAreNotPrintable() {
        assertThat(Printable.line("a\033[2J\nb\u009b")).isEqualTo("a\\u001b[2J\\u000ab\\u009b");
        assertThat(Printable.line("Müller 東京")).isEqualTo("Müller 東京");
    }

    @Test
    void newSizeIsAskedForWithoutWaiting() {
        List<CompletableFuture<String>> questions = new ArrayList<>();
        var watch =
                new TerminalWatch(
                        Terminal.of(Map.of(), "24 80", "UTF-8"),
                        Map.of(),
                        () -> {
                            questions.add(new CompletableFuture<>());
                            return questions.getLast();
                        });
        assertThat(watch.get().orElseThrow().columns()).isEqualTo(80);
        assertThat(questions).isEmpty();
        watch.resized();
        assertThat(watch.get()).isEmpty();
        questions.getLast().complete("30 40\n");
        assertThat(watch.get().orElseThrow().size()).isEqualTo(new TerminalSize(40, 30));
        watch.resized();
        questions.getLast().complete("");
        assertThat(watch.get().orElseThrow().size()).isEqualTo(new TerminalSize(40, 30));
        assertThat(questions).hasSize(2);
    }
}

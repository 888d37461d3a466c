package tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import tributary.spec.SamplerSpec;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

class ProgressTest {
    private static final Terminal COLOURS =
            new Terminal(true, new TerminalSize(120, 24), true, false);
    private static final SamplerSpec SAMPLER = new SamplerSpec(2, 100, 100, 1, 0.8, 10);

    private final StringWriter text = new StringWriter();
    private final AtomicLong nanos = new AtomicLong();

    private static ChainProgress chain(int iteration, int divergences) {
        return new ChainProgress(1, 1, iteration, 200, 100, 1, divergences, 0.4213, 30);
    }

    private static String line(ChainProgress chain, int columns) {
        return ProgressBar.line(chain, columns, Terminal.NONE);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 8, 10, 15, 20, 39, 40, 41, 60, 79, 80, 120, 200, 500})
    void lineFitsTheTerminal(int columns) {
        for (int iteration = 0; iteration <= 200; iteration++) {
            assertThat(line(chain(iteration, 17), columns).length())
                    .as("iteration %d", iteration)
                    .isLessThanOrEqualTo(columns);
        }
    }

    @Test
    void wideTerminalShowsEverything() {
        assertThat(line(chain(150, 3), 200))
                .isEqualTo(
                        "chain 1 ["
                                + "-".repeat(20)
                                + "=".repeat(10)
                                + " ".repeat(10)
                                + "]  75%  0:10 left     div 3    draw 50/100      step 0.42");
    }

    /** Details give way one by one, the least useful first. */
    @ParameterizedTest
    @CsvSource({
        "20, false, false, false, false",
        "40, true, false, false, false",
        "60, true, true, false, false",
        "80, true, true, true, true",
        "200, true, true, true, true",
    })
    void narrowTerminalLosesDetailsFirst(
            int columns, boolean time, boolean divergences, boolean draws, boolean step) {
        String line = line(chain(150, 3), columns);
        assertThat(line).matches("(chain )?1 \\[-+=+ *]  75%.*");
        assertThat(line.contains("0:10 left")).isEqualTo(time);
        assertThat(line.contains("div 3")).isEqualTo(divergences);
        assertThat(line.contains("draw 50/100")).isEqualTo(draws);
        assertThat(line.contains("step 0.42")).isEqualTo(step);
    }

    @Test
    void barsOfAllChainsLineUp() {
        var waiting = new ChainProgress(2, 1, 0, 200, 100, 1, 0, Double.NaN, 0);
        assertThat(line(chain(40, 0), 80).indexOf(']'))
                .isEqualTo(line(waiting, 80).indexOf(']'))
                .isEqualTo(line(chain(150, 17), 80).indexOf(']'))
                .isEqualTo(line(chain(200, 17), 80).indexOf(']'));
    }

    @Test
    void warmupWaitingAndDoneAreSaid() {
        assertThat(line(chain(0, 0), 200)).contains("waiting").contains("  0%");
        assertThat(line(chain(40, 0), 200)).contains("warm-up 40/100");
        assertThat(line(chain(200, 0), 200)).contains("100%").contains("0:30 in all");
    }

    /** Even a terminal too narrow for words tells warm-up from draws. */
    @Test
    void barShowsThePhase() {
        assertThat(line(chain(50, 0), 15)).isEqualTo("1 [-     ]  25%");
        assertThat(line(chain(100, 0), 15)).isEqualTo("1 [---   ]  50%");
        assertThat(line(chain(200, 0), 15)).isEqualTo("1 [---===] 100%");
        var unicode = new Terminal(true, TerminalSize.USUAL, false, true);
        assertThat(ProgressBar.line(chain(200, 0), 15, unicode)).isEqualTo("1 [▒▒▒███] 100%");
    }

    @Test
    void coloursAddNoVisibleCharacter() {
        String coloured = ProgressBar.line(chain(150, 3), 120, COLOURS);
        assertThat(coloured)
                .contains("\033[31mdiv 3\033[0m", "\033[33m-", "\033[32m=")
                .doesNotContain("\033[32m\033");
        assertThat(coloured.replaceAll("\033\\[\\d+m", "")).isEqualTo(line(chain(150, 3), 120));
    }

    @Test
    void terminalIsRedrawnInPlaceAtMostTenTimesASecond() {
        var progress = progress(terminal(80, 24));
        for (int i = 1; i <= 200; i++) {
            nanos.addAndGet(10_000_000);
            progress.iteration(0, i, 200, i <= 100, 0, 0.5);
            progress.iteration(1, i, 200, i <= 100, 0, 0.5);
        }
        String[] redraws = text.toString().split("\r\033\\[2A", -1);
        assertThat(redraws.length).isBetween(15, 25);
        for (String redraw : redraws) {
            assertThat(redraw.lines()).hasSize(2).allMatch(line -> line.endsWith("\033[K"));
        }
        assertThat(redraws[redraws.length - 1].lines()).allMatch(line -> line.contains("100%"));
    }

    @Test
    void pipeGetsOneLinePerTenPercent() {
        var progress = progress(Terminal.NONE);
        for (int i = 1; i <= 200; i++) {
            nanos.addAndGet(100_000_000);
            progress.iteration(0, i, 200, i <= 100, 1, 0.5);
            progress.iteration(1, i, 200, i <= 100, 0, 0.5);
        }
        assertThat(text.toString().lines()).hasSize(10);
        assertThat(text.toString().lines().findFirst())
                .hasValue("sampling: 10% (40 of 400 iterations, 1 divergence, 0:18 left)");
        assertThat(text.toString())
                .endsWith(
                        String.format("100%% (400 of 400 iterations, 1 divergence, 0:20 in all)%n"))
                .doesNotContain("\033");
    }

    /** The pace is that of this process: what was there before took it no time. */
    @Test
    void aResumedRunShowsWhereItWasAndItsOwnPace() {
        var lines = progress(Terminal.NONE);
        lines.iteration(0, 120, 200, false, 3, 0.5);
        lines.iteration(1, 60, 200, true, 0, 0.5);
        assertThat(text)
                .hasToString(
                        String.format(
                                "sampling: 30%% (120 of 400 iterations, 3 divergences, resumed)%n"
                                        + "sampling: 40%% (180 of 400 iterations, 3 divergences,"
                                        + " resumed)%n"));
        for (int i = 1; i <= 20; i++) {
            nanos.addAndGet(1_000_000_000);
            lines.iteration(0, 120 + i, 200, false, 3, 0.5);
        }
        assertThat(text.toString())
                .endsWith(
                        String.format(
                                "sampling: 50%% (200 of 400 iterations, 3 divergences, 3:20"
                                        + " left)%n"));

        text.getBuffer().setLength(0);
        var bars = progress(terminal(200, 24));
        bars.iteration(0, 120, 200, false, 3, 0.5);
        assertThat(text.toString()).contains(" 60%  started", "draw 20/100");
        nanos.addAndGet(2_000_000_000);
        bars.iteration(0, 140, 200, false, 3, 0.5);
        assertThat(text.toString()).contains(" 70%  0:06 left", "draw 40/100");
    }

    @Test
    void thinnedDrawsAreCountedAsKept() {
        var chain = new ChainProgress(1, 1, 1600, 2100, 100, 20, 0, 0.5, 30);
        assertThat(line(chain, 200)).contains("draw 75/100");
    }

    @Test
    void moreChainsThanTheTerminalHasRowsGetLines() {
        var progress = progress(terminal(80, 3));
        for (int i = 1; i <= 200; i++) {
            progress.iteration(0, i, 200, i <= 100, 0, 0.5);
        }
        assertThat(text.toString()).startsWith("sampling: 10%").doesNotContain("\033");
    }

    /** The old bars, which the narrower terminal has wrapped, are cleared with all their rows. */
    @Test
    void resizedTerminalIsRedrawnFromTheFirstRowOfTheOldBars() {
        var now = new AtomicReference<>(Optional.of(terminal(80, 24)));
        var progress = new Progress(now::get, SAMPLER, new PrintWriter(text), nanos::get);
        progress.iteration(0, 1, 200, true, 0, 0.5);
        assertThat(text.toString().replace("\033[K", "").lines())
                .hasSize(2)
                .allMatch(line -> line.length() > 60 && line.length() < 80);

        text.getBuffer().setLength(0);
        now.set(Optional.empty());
        nanos.addAndGet(1_000_000_000);
        progress.iteration(0, 2, 200, true, 0, 0.5);
        assertThat(text.toString()).as("while the new size is unknown").isEmpty();
        now.set(Optional.of(terminal(30, 24)));
        nanos.addAndGet(1_000_000_000);
        progress.iteration(0, 2, 200, true, 0, 0.5);
        assertThat(text.toString()).startsWith("\r\033[6A\033[J");
        assertThat(text.toString().replaceAll("\r?\033\\[\\d*[AJK]", "").lines())
                .hasSize(2)
                .allMatch(line -> line.length() < 30);

        text.getBuffer().setLength(0);
        now.set(Optional.of(terminal(30, 3)));
        nanos.addAndGet(1_000_000_000);
        progress.iteration(0, 3, 200, true, 0, 0.5);
        text.getBuffer().setLength(0);
        progress.iteration(0, 40, 200, true, 0, 0.5);
        assertThat(text.toString()).startsWith("sampling: 10%").doesNotContain("\033");
    }

    private static Terminal terminal(int columns, int rows) {
        return new Terminal(true, new TerminalSize(columns, rows), false, false);
    }

    private Progress progress(Terminal terminal) {
        return new Progress(
                () -> Optional.of(terminal), SAMPLER, new PrintWriter(text), nanos::get);
    }
}

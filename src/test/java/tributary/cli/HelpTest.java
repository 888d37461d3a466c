package tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import static java.util.Objects.requireNonNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** What the program says of itself: help, examples and completion. */
class HelpTest {
    private static final String EXAMPLE = "  tributary ";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        return Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }

    static Set<String> commands() {
        return Main.commandLine(Terminal.NONE).getSubcommands().keySet();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandHasHelpWithExamplesThatParse(String command) {
        assertThat(run(command, "--help")).isZero();
        assertThat(err.toString()).isEmpty();
        assertThat(out.toString().lines()).allMatch(line -> line.length() <= 80);
        String text = out.toString();
        List<String> examples =
                text.substring(text.indexOf("Example"))
                        .lines()
                        .filter(line -> line.startsWith(EXAMPLE))
                        .toList();
        assertThat(examples).isNotEmpty().allMatch(line -> line.startsWith(EXAMPLE + command));
        for (String example : examples) {
            String arguments = example.substring(EXAMPLE.length()).split(" > ", 2)[0];
            var parsed = Main.commandLine(Terminal.NONE).parseArgs(arguments.split(" "));
            assertThat(parsed.hasSubcommand()).as(example).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void helpCommandSaysTheSame(String command) {
        run(command, "--help");
        String help = out.toString();
        out.getBuffer().setLength(0);
        assertThat(run("help", command)).isZero();
        assertThat(out).hasToString(help);
    }

    @Test
    void helpNamesCommandsAndExitStatuses() {
        assertThat(run("help")).isZero();
        String help = out.toString();
        assertThat(help).contains(commands());
        assertThat(help).contains("Exit status:", "4 ", "diagnostics failed", "5 ", "--resume");
        assertThat(help).contains("NO_COLOR", "TRIBUTARY_JAVA_OPTS");
        out.getBuffer().setLength(0);
        assertThat(run("--help")).isZero();
        assertThat(out).hasToString(help);
    }

    /** Options that take a value say in brackets what holds without them, or what they replace. */
    @ParameterizedTest
    @MethodSource("commands")
    void optionsSayTheirDefaults(String command) {
        CommandLine all = Main.commandLine(Terminal.NONE);
        for (OptionSpec option :
                requireNonNull(all.getSubcommands().get(command)).getCommandSpec().options()) {
            if (option.arity().max() > 0) {
                assertThat(String.join(" ", option.description()))
                        .as(option.longestName())
                        .containsPattern("\\(.+\\)|in place of|[Ww]rite ");
            }
        }
    }

    @Test
    void narrowHelpFitsAndColoursAreForTerminals() {
        var narrow = new Terminal(true, new TerminalSize(60, 24), true, true);
        String help =
                requireNonNull(Main.commandLine(narrow).getSubcommands().get("fit"))
                        .getUsageMessage(CommandLine.Help.Ansi.OFF);
        assertThat(help.lines().filter(line -> !line.startsWith(EXAMPLE)))
                .allMatch(line -> line.length() <= 60);
        assertThat(Main.commandLine(narrow).getUsageMessage()).contains("\033[");
        assertThat(Main.commandLine(Terminal.NONE).getUsageMessage()).doesNotContain("\033[");
    }

    @Test
    void completionScriptKnowsEveryCommandAndOption() {
        assertThat(run("generate-completion")).isZero();
        assertThat(out.toString()).contains("complete -F _complete_tributary");
        for (var command : Main.commandLine(Terminal.NONE).getSubcommands().entrySet()) {
            assertThat(out.toString()).contains(command.getKey());
            for (OptionSpec option : command.getValue().getCommandSpec().options()) {
                assertThat(out.toString()).contains(option.names());
            }
        }
    }

    /** In bash itself, with the cursor after the last word. */
    @Test
    void bashCompletesCommandsOptionsWordsAndFiles() throws Exception {
        Path bash = Path.of("/bin/bash");
        assumeTrue(Files.isExecutable(bash), "no bash");
        run("generate-completion");
        assertThat(completions("f")).contains("fit").doesNotContain("effects");
        assertThat(completions("fit", "--me")).containsExactly("--metric");
        assertThat(completions("fit", "--metric", "d")).containsExactly("dense", "diagonal");
        assertThat(completions("fit", "--kernels", "")).contains("auto", "scalar", "vector");
        assertThat(completions("fit", "--data", "data/weekly-t"))
                .containsExactly("data/weekly-truth.json");
        assertThat(completions("help", "sim")).containsExactly("simulate");
    }

    private List<String> completions(String... words) throws Exception {
        var line = new ArrayList<>(List.of("tributary"));
        line.addAll(Arrays.asList(words));
        String script =
                out
                        + "COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); COMP_LINE=\"$*\";"
                        + " COMP_POINT=${#COMP_LINE}; compopt() { :; }; _complete_tributary;"
                        + " printf '%s\\n' \"${COMPREPLY[@]}\" | sort";
        Path file = Files.createTempFile("completion", ".bash");
        try {
            Files.writeString(file, script);
            List<String> command = new ArrayList<>(List.of("/bin/bash", file.toString()));
            command.addAll(line);
            Process process = new ProcessBuilder(command).start();
            List<String> found = process.inputReader().lines().map(String::strip).toList();
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
            return found;
        } finally {
            Files.delete(file);
        }
    }
}

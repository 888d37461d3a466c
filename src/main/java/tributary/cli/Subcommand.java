package tributary.cli;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;

/** What the commands share: {@code --help}, the two streams, and how to refuse wrong usage. */
abstract class Subcommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.",
            order = 100)
    boolean help;

    /** Results. */
    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** Progress, notes and errors. */
    final PrintWriter err() {
        return spec.commandLine().getErr();
    }

    /** The whole program, of which this is one command. */
    final CommandLine program() {
        return spec.root().commandLine();
    }

    /** What was typed after the program's name. */
    final List<String> arguments() {
        return program().getParseResult().originalArgs();
    }

    final ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}

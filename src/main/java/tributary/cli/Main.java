package tributary.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import tributary.fit.Version;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The program: parses the command line, runs one command and ends with its exit status. */
@Command(
        name = "tributary",
        description = "Bayesian marketing mix modelling with mediation.",
        version = "tributary " + Version.CURRENT,
        mixinStandardHelpOptions = true,
        subcommands = {
            CheckCommand.class,
            FitCommand.class,
            EffectsCommand.class,
            ReportCommand.class,
            SimulateCommand.class,
            CompletionCommand.class,
            HelpCommand.class
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:fine",
            "1:anything not listed here",
            "2:wrong usage",
            "3:invalid data or configuration",
            "4:finished and written, but the diagnostics failed",
            "5:fit was interrupted; the same with --resume goes on"
        },
        footer = {
            "",
            "Environment:",
            "  TRIBUTARY_JAVA_OPTS  options for the JVM, such as -Xmx4g",
            "  NO_COLOR             no colours",
            "",
            "Example:",
            "  tributary fit data/weekly.json"
        })
public final class Main implements Runnable {
    private static final int NARROWEST_HELP = 55;
    private static final int WIDEST_HELP = 100;

    @Spec private CommandSpec spec = CommandSpec.create();

    private Main() {}

    /** Runs one command and ends the JVM with its exit status. */
    public static void main(String[] args) {
        StandardError.restore();
        // Libraries log through java.util.logging; what a user must know, commands say themselves.
        Logger.getLogger("").setLevel(Level.OFF);
        var results = new StandardOutput();
        var out = new PrintWriter(results, false, StandardCharsets.UTF_8);
        var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int status = execute(out, err, args);
        out.flush();
        Optional<String> failure = results.failure();
        failure.ifPresent(reason -> err.println("tributary: standard output: " + reason));
        err.flush();
        System.exit(failure.isPresent() && status == ExitStatus.OK ? ExitStatus.OTHER : status);
    }

    /** Runs one command with the given streams; returns the exit status. */
    static int execute(PrintWriter out, PrintWriter err, String... args) {
        return commandLine(Terminal.ofResults()).setOut(out).setErr(err).execute(args);
    }

    /** The program as picocli runs it; help is laid out for the terminal. */
    static CommandLine commandLine(Terminal terminal) {
        return new CommandLine(new Main())
                .setColorScheme(
                        Help.defaultColorScheme(terminal.color() ? Help.Ansi.ON : Help.Ansi.OFF))
                .setUsageHelpWidth(helpWidth(terminal))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Errors::wrongUsage)
                .setExecutionExceptionHandler(Errors::failed);
    }

    /** Lines beyond the widest are hard to read; the narrowest is picocli's. */
    private static int helpWidth(Terminal terminal) {
        return Math.clamp(terminal.columns(), NARROWEST_HELP, WIDEST_HELP);
    }

    /** Called when no command is named. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}

package tributary.cli;

import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import tributary.fit.Version;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
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
            GenerateCompletion.class
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
        footer = {"", "Example:", "  tributary fit data/weekly.json"})
public final class Main implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    private Main() {}

    /** Runs one command and ends the JVM with its exit status. */
    public static void main(String[] args) {
        StandardError.restore();
        // Libraries log through java.util.logging; what a user must know, commands say themselves.
        Logger.getLogger("").setLevel(Level.OFF);
        var out =
                new PrintWriter(
                        new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int status = execute(out, err, args);
        out.flush();
        err.flush();
        System.exit(status);
    }

    /** Runs one command with the given streams; returns the exit status. */
    static int execute(PrintWriter out, PrintWriter err, String... args) {
        return new CommandLine(new Main())
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Errors::wrongUsage)
                .setExecutionExceptionHandler(Errors::failed)
                .execute(args);
    }

    /** Called when no command is named. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}

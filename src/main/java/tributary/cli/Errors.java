package tributary.cli;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

import tributary.data.DataException;
import tributary.spec.SpecException;
import tributary.spec.SpecProblem;
import tributary.spec.Words;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** Turns exceptions into lines on standard error and an exit status. */
final class Errors {
    private Errors() {}

    /** Wrong usage: one line, with the nearest name where one is near, and where to read on. */
    static int wrongUsage(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("tributary: " + Printable.lines(usageMessage(e)));
        if (args.length == 0) {
            err.println("Usage: tributary COMMAND ...");
            err.print(command.getHelp().commandList());
        }
        err.println("See: " + command.getCommandSpec().qualifiedName() + " --help");
        return ExitStatus.USAGE;
    }

    private static String usageMessage(ParameterException e) {
        return e instanceof UnmatchedArgumentException unmatched
                        && !unmatched.getUnmatched().isEmpty()
                ? unmatched(unmatched)
                : String.valueOf(e.getMessage());
    }

    private static String unmatched(UnmatchedArgumentException e) {
        String word = e.getUnmatched().getFirst();
        CommandLine command = e.getCommandLine();
        if (e.isUnknownOption()) {
            String name = word.split("=", 2)[0];
            Set<String> known = command.getCommandSpec().optionsMap().keySet();
            return "unknown option \"" + name + '"' + Words.didYouMean(name, known);
        }
        Set<String> commands = command.getSubcommands().keySet();
        return commands.isEmpty()
                ? "unexpected argument \"" + word + '"'
                : "unknown command \"" + word + '"' + Words.didYouMean(word, commands);
    }

    /** A command failed: every problem of an input on its own line, anything else on one line. */
    static int failed(Exception e, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        int status =
                switch (e) {
                    case SpecException spec -> {
                        spec.problems().stream()
                                .map(problem -> in(command.getParseResult(), problem))
                                .map(problem -> Printable.line(problem.toString()))
                                .forEach(err::println);
                        yield ExitStatus.INVALID_INPUT;
                    }
                    case DataException data -> {
                        data.findings().stream()
                                .map(finding -> Printable.line(finding.toString()))
                                .forEach(err::println);
                        yield ExitStatus.INVALID_INPUT;
                    }
                    case StoredRun.UnreadableException run -> {
                        err.println(
                                "tributary: " + Printable.lines(String.valueOf(run.getMessage())));
                        yield ExitStatus.INVALID_INPUT;
                    }
                    default -> {
                        err.println(
                                "tributary: " + Printable.lines(describe(shortage(e).orElse(e))));
                        yield ExitStatus.OTHER;
                    }
                };
        if (Boolean.getBoolean("tributary.debug")) {
            e.printStackTrace(err);
        }
        return status;
    }

    /**
     * The configuration that a command was given is the file of a problem that names none; of a run
     * directory it is model.json.
     */
    private static SpecProblem in(ParseResult parsed, SpecProblem problem) {
        Path given = parsed.matchedPositionalValue(0, Path.of(""));
        return problem.in(Files.isDirectory(given) ? given.resolve("model.json") : given);
    }

    /** What the machine lacked or would not write, if that is behind it: no fault of the fit. */
    static Optional<Throwable> shortage(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof OutOfMemoryError || cause instanceof IOException) {
                return Optional.of(cause);
            }
        }
        return Optional.empty();
    }

    /** An exception in one line. */
    static String describe(Throwable e) {
        String message = e.getMessage();
        return switch (e) {
            case OutOfMemoryError memory -> "out of memory (TRIBUTARY_JAVA_OPTS=-Xmx4g gives more)";
            case NoSuchFileException file -> file.getFile() + ": no such file or directory";
            case AccessDeniedException file -> file.getFile() + ": permission denied";
            case IOException io when message != null && !(io instanceof FileSystemException) ->
                    message;
            // Of anything unforeseen the class is worth knowing.
            default -> e + " (TRIBUTARY_JAVA_OPTS=-Dtributary.debug=true prints the trace)";
        };
    }
}

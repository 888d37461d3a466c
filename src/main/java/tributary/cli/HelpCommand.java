package tributary.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import tributary.spec.Words;

import java.util.Optional;

/** {@code tributary help [COMMAND]}. */
@Command(
        name = "help",
        description = "Shows the help of a command, or the commands there are.",
        footer = {"", "Examples:", "  tributary help", "  tributary help fit"})
final class HelpCommand extends Subcommand {
    @Parameters(
            arity = "0..1",
            paramLabel = "COMMAND",
            completionCandidates = Candidates.Commands.class,
            description = "The command, such as fit (all of them).")
    private Optional<String> command = Optional.empty();

    @Override
    public Integer call() {
        CommandLine all = program();
        if (command.isEmpty()) {
            all.usage(out());
            return ExitStatus.OK;
        }
        CommandLine one = all.getSubcommands().get(command.get());
        if (one == null) {
            throw usage(
                    "unknown command \""
                            + command.get()
                            + '"'
                            + Words.didYouMean(command.get(), all.getSubcommands().keySet()));
        }
        one.usage(out());
        return ExitStatus.OK;
    }
}

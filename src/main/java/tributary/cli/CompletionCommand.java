package tributary.cli;

import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

import java.nio.file.Path;
import java.util.List;

/** {@code tributary generate-completion}: the script that makes a shell complete our commands. */
@Command(
        name = "generate-completion",
        description = {
            "Prints a script that makes bash and zsh complete commands, options and file names.",
            "In this shell: source <(tributary generate-completion)",
            "In every shell: the second example, and a line in ~/.bashrc or ~/.zshrc:",
            "source ~/.tributary-completion"
        },
        footer = {
            "",
            "Examples:",
            "  tributary generate-completion",
            "  tributary generate-completion > ~/.tributary-completion"
        })
final class CompletionCommand extends Subcommand {
    @Override
    public Integer call() {
        CommandLine program = Main.commandLine(Terminal.NONE);
        program.getSubcommands().values().forEach(CompletionCommand::completeFiles);
        out().print(AutoComplete.bash("tributary", program));
        return ExitStatus.OK;
    }

    /** Of options that may be absent picocli does not see that they take a file. */
    private static void completeFiles(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        for (OptionSpec option : List.copyOf(spec.options())) {
            if (List.of(option.auxiliaryTypes()).contains(Path.class)) {
                spec.remove(option);
                spec.addOption(
                        OptionSpec.builder(option.names())
                                .paramLabel(option.paramLabel())
                                .type(Path.class)
                                .build());
            }
        }
    }
}

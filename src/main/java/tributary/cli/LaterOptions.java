package tributary.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.util.List;

/**
 * Options of {@code fit} that have one meaning so far. They are part of the public contract, so
 * that scripts may spell out the default; what is not built is refused, not ignored.
 */
final class LaterOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--kernels", hidden = true, defaultValue = "auto")
    private String kernels = "auto";

    /** Refuses what is not built yet, and what never will be. */
    void check() {
        if (!List.of("auto", "scalar").contains(kernels)) {
            String why = kernels.equals("vector") ? "not yet" : "unknown";
            throw new ParameterException(
                    spec.commandLine(),
                    "--kernels " + kernels + ": " + why + "; allowed: auto, scalar");
        }
    }
}

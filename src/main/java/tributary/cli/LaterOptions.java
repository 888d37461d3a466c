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

    @Option(names = "--metric", hidden = true, defaultValue = "auto")
    private String metric = "auto";

    @Option(names = "--init", hidden = true, defaultValue = "uniform")
    private String init = "uniform";

    @Option(names = "--kernels", hidden = true, defaultValue = "auto")
    private String kernels = "auto";

    @Option(names = "--resume", hidden = true)
    private boolean resume;

    /** Refuses what is not built yet, and what never will be. */
    void check() {
        require("--metric", metric, List.of("auto", "diagonal"), List.of("low_rank", "dense"));
        require("--init", init, List.of("uniform"), List.of("pathfinder"));
        require("--kernels", kernels, List.of("auto", "scalar"), List.of("vector"));
        if (resume) {
            throw refused("--resume: not yet");
        }
    }

    private void require(String option, String value, List<String> built, List<String> later) {
        if (built.contains(value)) {
            return;
        }
        String why = later.contains(value) ? "not yet" : "unknown";
        throw refused(option + " " + value + ": " + why + "; allowed: " + String.join(", ", built));
    }

    private ParameterException refused(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}

package tributary.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import tributary.fit.KernelSelection;
import tributary.fit.KernelSelection.Work;
import tributary.store.Run;

import java.util.Optional;

/** How the program computes; results do not depend on it. */
final class KernelOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--kernels",
            paramLabel = "KIND",
            completionCandidates = Candidates.Kernels.class,
            description =
                    "Arithmetic in scalar or vector instructions, the same results (auto: vector"
                            + " where that is faster).",
            order = 99)
    private Optional<String> kernels = Optional.empty();

    /** Refuses a word that cannot be chosen. */
    void check() {
        try {
            KernelSelection.check(kernels);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--kernels " + e.getMessage());
        }
    }

    /**
     * Chooses, and warns where the processor makes both slow; after {@link #check} and before
     * anything is computed.
     *
     * @return what is in use, and why
     */
    String choose(Work work) {
        KernelSelection selection = KernelSelection.choose(kernels, work);
        if (selection.slow()) {
            message(
                    "warning: the processor has no fused multiply-add: about a thousand times"
                            + " slower, same bits");
        }
        return "kernels: " + selection.description();
    }

    /** Chooses, and says what is in use where the option was given. */
    void chooseQuietly(Work work) {
        String chosen = choose(work);
        if (kernels.isPresent()) {
            message("note: " + chosen);
        }
    }

    /** As above, for what is computed from the draws of a run. */
    void chooseQuietly(Run run) {
        long draws = (long) run.draws().chains() * run.draws().draws();
        chooseQuietly(Work.of(run.model(), run.panel(), draws));
    }

    private void message(String text) {
        spec.commandLine().getErr().println(text);
    }
}

package tributary.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import tributary.data.DataException;
import tributary.data.Finding;
import tributary.fit.FitTask;
import tributary.fit.KernelSelection.Work;
import tributary.fit.ModelCheck;
import tributary.spec.ModelSpecReader;
import tributary.spec.SpecException;
import tributary.store.CheckJson;
import tributary.store.CheckSummary;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code tributary check MODEL.json}: data, configuration and priors, without a fit. */
@Command(
        name = "check",
        description = {
            "Checks what can be checked before a fit: data, configuration, whether the graph"
                    + " identifies each effect, collinearity, weeks per coefficient, and what the"
                    + " priors imply.",
            "Nothing is fitted, and nothing is written without -o."
        },
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  tributary check data/weekly.json",
            "  tributary check data/weekly.json --prior-predictive --priors wide"
        })
final class CheckCommand extends Subcommand {
    private static final int FEWEST_DRAWS = 100;
    private static final int MOST_DRAWS = 10_000;

    @Mixin private ModelOptions options = new ModelOptions();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write check.json to this file.",
            order = 1)
    private Optional<Path> output = Optional.empty();

    @Option(
            names = "--prior-predictive",
            description = "What the priors imply source by source, not only in total.",
            order = 5)
    private boolean priorPredictive;

    @Option(
            names = "--prior-draws",
            paramLabel = "N",
            description = "Draws from the prior, 100 to 10000 (1000).",
            order = 6)
    private int priorDraws = 1000;

    @Option(
            names = "--priors",
            paramLabel = "NAME",
            description =
                    "default, sceptical, wide or a file, in place of the configuration's priors.",
            order = 7)
    private Optional<String> priors = Optional.empty();

    @Option(
            names = "--json",
            description = "Print check.json on standard output, and nothing else there.",
            order = 8)
    private boolean json;

    @Mixin private KernelOptions kernels = new KernelOptions();

    @Override
    public Integer call() throws IOException {
        if (priorDraws < FEWEST_DRAWS || priorDraws > MOST_DRAWS) {
            throw usage("--prior-draws: " + priorDraws + " is not allowed; allowed: 100 to 10000");
        }
        options.check();
        kernels.check();
        try {
            FitTask task = task();
            kernels.chooseQuietly(Work.of(task.model(), task.panel(), priorDraws));
            CheckSummary check = ModelCheck.of(task, options.model().toString(), priorDraws);
            hand(check);
            if (!json) {
                String outcome = task.model().outcome().name();
                out().print(
                                CheckText.of(
                                        check,
                                        task.panel(),
                                        outcome,
                                        priorPredictive,
                                        Terminal.ofResults()));
            }
            return ExitStatus.OK;
        } catch (SpecException e) {
            hand(errors(e));
            throw e;
        } catch (DataException e) {
            hand(CheckSummary.ofErrors(e.findings()));
            throw e;
        }
    }

    private FitTask task() throws IOException {
        FitTask task = options.load();
        return priors.isEmpty()
                ? task
                : new FitTask(
                        task.model().with(ModelSpecReader.readPriors(priors.get())), task.panel());
    }

    private void hand(CheckSummary check) throws IOException {
        String text = CheckJson.toJson(check);
        if (output.isPresent()) {
            WholeFiles.write(Map.of(output.get(), text));
        }
        if (json) {
            out().print(text);
        }
    }

    private CheckSummary errors(SpecException e) {
        List<Finding> findings =
                e.problems().stream()
                        .map(problem -> problem.in(options.model()))
                        .map(problem ->
                                new Finding(
                                        Finding.Severity.ERROR,
                                        "configuration",
                                        problem.file() + ": " + problem.where(),
                                        problem.message()))
                        .toList();
        return CheckSummary.ofErrors(findings);
    }
}

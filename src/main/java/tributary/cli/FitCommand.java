package tributary.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import tributary.data.Finding;
import tributary.diagnostics.Verdict;
import tributary.fit.FitTask;
import tributary.fit.KernelSelection.Work;
import tributary.fit.LocalFitExecutor;
import tributary.fit.ReportQuantities;
import tributary.mcmc.ProgressListener;
import tributary.mcmc.SamplingException;
import tributary.report.HtmlReport;
import tributary.spec.SamplerSpec;
import tributary.store.Checkpoint;
import tributary.store.EffectsJson;
import tributary.store.Run;
import tributary.store.RunDirectory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** {@code tributary fit MODEL.json}: samples, diagnoses, computes effects, writes the run. */
@Command(
        name = "fit",
        description = {
            "Fits a model and writes a run directory with its report.",
            "Options override the configuration; the values in brackets hold where neither says"
                    + " anything."
        },
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  tributary fit data/weekly.json",
            "  tributary fit model.json --data sales.csv -o runs/sales --draws 2000",
            "  tributary fit model.json --to 2024-12-29",
            "  tributary fit model.json --resume"
        })
final class FitCommand extends Subcommand {
    @Mixin private ModelOptions options = new ModelOptions();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "Run directory (reports/ and the configuration's name).",
            order = 1)
    private Optional<Path> output = Optional.empty();

    @Mixin private SamplerOptions sampler = new SamplerOptions();

    @Option(
            names = "--threads",
            paramLabel = "N",
            description =
                    "Threads (as many as there are cores): chains at once, and beyond one a chain"
                            + " the gradients of large panels; draws do not change.",
            order = 20)
    private Optional<Integer> threads = Optional.empty();

    @Option(names = "--quiet", description = "No progress and no notes.", order = 21)
    private boolean quiet;

    @Option(
            names = "--json",
            description = "Print effects.json on standard output, and nothing else there.",
            order = 22)
    private boolean json;

    @Option(
            names = "--resume",
            description = "Go on with a fit that was stopped; give the same options.",
            order = 23)
    private boolean resume;

    @Option(
            names = "--geo-draws",
            description =
                    "Keep the draws of single geos where the columns are more than 2000, so that"
                            + " effects can be computed again.",
            order = 24)
    private boolean geoDraws;

    @Mixin private FigureOptions figures = new FigureOptions();

    @Mixin private KernelOptions kernels = new KernelOptions();

    @Override
    public Integer call() throws IOException {
        sampler.check();
        kernels.check();
        int parallel = threads.orElse(Runtime.getRuntime().availableProcessors());
        if (parallel < 1) {
            throw usage("--threads: " + parallel + " is not allowed; allowed: 1 or more");
        }
        options.check();
        Path directory = output.orElseGet(this::defaultDirectory);
        if (!RunDirectory.isReplaceable(directory)) {
            throw usage(directory + ": exists and is not a Tributary run; choose another -o");
        }
        requireWritable(directory);
        figures.check();
        FitTask task = options.load();
        task = new FitTask(sampler.override(task.model()), task.panel(), geoDraws);
        note(kernels.choose(work(task)));
        printFindings(task);
        Optional<Written> finished = fit(task, parallel, directory);
        return finished.isPresent() ? show(finished.get(), directory) : ExitStatus.INTERRUPTED;
    }

    /** A run that lies in its directory, and what its report shows beside its files. */
    private record Written(Run run, ReportQuantities quantities) {}

    private static Work work(FitTask task) {
        SamplerSpec sampler = task.model().sampler();
        long iterations = (long) sampler.chains() * (sampler.warmup() + sampler.draws());
        return Work.of(task.model(), task.panel(), iterations);
    }

    private int show(Written written, Path directory) throws IOException {
        Run run = written.run();
        if (json) {
            out().print(EffectsJson.toJson(run.effects()));
        } else {
            out().print(ResultText.ofRun(run, Terminal.ofResults()));
            out().println();
            out().println("Report: " + directory.resolve("report.html"));
        }
        Optional<Path> folder =
                figures.write(run, written.quantities()); // the run itself is safe by now
        if (!json) {
            folder.ifPresent(place -> out().println("Figures: " + place));
        }
        return run.diagnostics().verdict().level() == Verdict.Level.FAIL
                ? ExitStatus.DIAGNOSTICS_FAILED
                : ExitStatus.OK;
    }

    /** {@code reports/NAME}, NAME being the configuration's file name without {@code .json}. */
    private Path defaultDirectory() {
        String name = String.valueOf(options.model().getFileName());
        return Path.of(
                "reports", name.endsWith(".json") ? name.substring(0, name.length() - 5) : name);
    }

    /** Before sampling: a fit that cannot be written would be lost. */
    private void requireWritable(Path directory) {
        Path parent = directory.toAbsolutePath().normalize().getParent();
        while (parent != null && !Files.exists(parent)) {
            parent = parent.getParent();
        }
        if (parent != null && !(Files.isDirectory(parent) && Files.isWritable(parent))) {
            throw usage(directory + ": " + parent + " is not a folder that can be written to");
        }
    }

    private void printFindings(FitTask task) {
        for (Finding finding : task.panel().findings()) {
            boolean note = finding.severity() == Finding.Severity.NOTE;
            if (!(note && quiet)) {
                err().println((note ? "note: " : "warning: ") + finding);
            }
        }
    }

    /** Fits and writes the run; nothing if that was stopped in a way that can be resumed. */
    private Optional<Written> fit(FitTask task, int parallel, Path directory) throws IOException {
        var progress =
                new Progress(
                        quiet ? Optional::empty : TerminalWatch.ofMessages(),
                        task.model().sampler(),
                        err(),
                        System::nanoTime);
        var checkpoint = new Checkpoint(directory, resume, this::note);
        try (var interruption = interruption(progress, checkpoint);
                checkpoint) {
            ProgressListener listener = quiet ? ProgressListener.NONE : progress;
            Run run = new LocalFitExecutor().fit(task, parallel, listener, checkpoint);
            ReportQuantities quantities = ReportQuantities.of(run);
            String report = HtmlReport.render(run, quantities);
            RunDirectory.write(directory, run, Map.of("report.html", report));
            return Optional.of(new Written(run, quantities));
        } catch (CancellationException e) {
            return Optional.empty(); // Interruption says the rest.
        } catch (Checkpoint.RefusedException e) {
            throw usage(String.valueOf(e.getMessage()));
        } catch (SamplingException | UncheckedIOException | IOException | OutOfMemoryError e) {
            if (!Thread.currentThread().isInterrupted()) {
                Optional<Throwable> shortage = Errors.shortage(e);
                if (shortage.isEmpty() || !checkpoint.isResumable()) {
                    throw e;
                }
                err().println("tributary: " + Errors.describe(shortage.get()));
                err().println("tributary: " + goOn(checkpoint));
            }
            return Optional.empty();
        }
    }

    private void note(String text) {
        if (!quiet) {
            err().println("note: " + text);
        }
    }

    private Interruption interruption(Progress progress, Checkpoint checkpoint) {
        return new Interruption(
                err(), progress::stop, () -> goOn(checkpoint), goOn("what was saved last"));
    }

    private String goOn(Checkpoint checkpoint) {
        return goOn(checkpoint.position());
    }

    private String goOn(String position) {
        return "interrupted; this goes on at %s:%n  %s"
                .formatted(position, ShellText.resume(arguments()));
    }
}

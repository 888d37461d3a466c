package tributary.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import tributary.fit.ReportQuantities;
import tributary.report.HtmlReport;
import tributary.store.Run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** {@code tributary report RUN}: writes report.html again from a run directory. */
@Command(
        name = "report",
        description = "Writes report.html again from a run directory.",
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  tributary report reports/weekly",
            "  tributary report reports/weekly --figures figures"
        })
final class ReportCommand extends Subcommand {
    @Parameters(paramLabel = "RUN", description = "Run directory that fit wrote.")
    private Path directory = Path.of("");

    @Mixin private FigureOptions figures = new FigureOptions();

    @Mixin private KernelOptions kernels = new KernelOptions();

    @Override
    public Integer call() throws IOException, StoredRun.UnreadableException {
        figures.check();
        Path report = directory.resolve("report.html");
        kernels.check();
        Run run = StoredRun.read(directory);
        kernels.chooseQuietly(run);
        ReportQuantities quantities = ReportQuantities.of(run);
        WholeFiles.write(Map.of(report, HtmlReport.render(run, quantities)));
        out().println("Report: " + report);
        figures.write(run, quantities).ifPresent(folder -> out().println("Figures: " + folder));
        return ExitStatus.OK;
    }
}

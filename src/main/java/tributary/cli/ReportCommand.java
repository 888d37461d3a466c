package tributary.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import tributary.report.HtmlReport;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** {@code tributary report RUN}: writes report.html again from a run directory. */
@Command(
        name = "report",
        description = "Writes report.html again from a run directory.",
        sortOptions = false,
        footer = {"", "Example:", "  tributary report reports/weekly"})
final class ReportCommand extends Subcommand {
    @Parameters(paramLabel = "RUN", description = "Run directory that fit wrote.")
    private Path directory = Path.of("");

    @Override
    public Integer call() throws IOException, StoredRun.UnreadableException {
        Path report = directory.resolve("report.html");
        WholeFiles.write(Map.of(report, HtmlReport.render(StoredRun.read(directory))));
        out().println("Report: " + report);
        return ExitStatus.OK;
    }
}

package tributary.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import tributary.report.HtmlReport;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;

/** {@code tributary report RUN}: writes report.html again from a run directory. */
@Command(
        name = "report",
        description = "Writes report.html again from a run directory.",
        sortOptions = false,
        footer = {"", "Example:", "  tributary report reports/weekly"})
final class ReportCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private HelpOption help = new HelpOption();

    @Parameters(paramLabel = "RUN", description = "Run directory that fit wrote.")
    private Path directory = Path.of("");

    @Override
    public Integer call() throws IOException, StoredRun.UnreadableException {
        Path report = directory.resolve("report.html");
        WholeFiles.write(Map.of(report, HtmlReport.render(StoredRun.read(directory))));
        spec.commandLine().getOut().println("Report: " + report);
        return ExitStatus.OK;
    }
}

package tributary.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import tributary.fit.Simulation;
import tributary.spec.SimulationSpec;
import tributary.spec.SimulationSpecReader;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;

/** {@code tributary simulate SPEC.json}: data with known truth. */
@Command(
        name = "simulate",
        description = {
            "Simulates data with known truth from a configuration with a \"truth\" section.",
            "Writes the CSV that data.file names and, beside it, …-truth.json with the parameters"
                    + " and the true effects; files of these names are replaced."
        },
        sortOptions = false,
        footer = {"", "Example:", "  tributary simulate data/weekly-simulation.json"})
final class SimulateCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private HelpOption help = new HelpOption();

    @Parameters(
            paramLabel = "SPEC.json",
            description = "The configuration, with what is true under \"truth\".")
    private Path file = Path.of("");

    @Override
    public Integer call() throws IOException {
        SimulationSpec simulation = SimulationSpecReader.read(file);
        Path csv = file.resolveSibling(simulation.model().data().file());
        Path truth = truthBeside(csv);
        Simulation.Result result = Simulation.simulate(simulation);
        boolean replacesCsv = Files.exists(csv);
        boolean replacesTruth = Files.exists(truth);
        Map<Path, String> files = new LinkedHashMap<>();
        files.put(csv, result.csv());
        files.put(truth, result.truthJson());
        WholeFiles.write(files);

        PrintWriter out = spec.commandLine().getOut();
        out.println((replacesCsv ? "Replaced: " : "Wrote: ") + csv);
        out.println((replacesTruth ? "Replaced: " : "Wrote: ") + truth);
        result.notes().forEach(note -> spec.commandLine().getErr().println("note: " + note));
        return ExitStatus.OK;
    }

    /** {@code weekly.csv} → {@code weekly-truth.json}. */
    static Path truthBeside(Path csv) {
        String name = String.valueOf(csv.getFileName());
        String stem = name.endsWith(".csv") ? name.substring(0, name.length() - 4) : name;
        return csv.resolveSibling(stem + "-truth.json");
    }
}

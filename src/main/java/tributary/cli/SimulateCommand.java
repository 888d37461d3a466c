package tributary.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import tributary.fit.KernelSelection.Work;
import tributary.fit.Simulation;
import tributary.spec.SimulationSpec;
import tributary.spec.SimulationSpecReader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

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
final class SimulateCommand extends Subcommand {
    @Parameters(
            paramLabel = "SPEC.json",
            description = "The configuration, with what is true under \"truth\".")
    private Path file = Path.of("");

    @Mixin private KernelOptions kernels = new KernelOptions();

    @Override
    public Integer call() throws IOException {
        kernels.check();
        kernels.chooseQuietly(Work.LITTLE);
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

        out().println((replacesCsv ? "Replaced: " : "Wrote: ") + csv);
        out().println((replacesTruth ? "Replaced: " : "Wrote: ") + truth);
        result.notes().forEach(note -> err().println("note: " + note));
        return ExitStatus.OK;
    }

    /** {@code weekly.csv} → {@code weekly-truth.json}. */
    static Path truthBeside(Path csv) {
        String name = String.valueOf(csv.getFileName());
        String stem = name.endsWith(".csv") ? name.substring(0, name.length() - 4) : name;
        return csv.resolveSibling(stem + "-truth.json");
    }
}

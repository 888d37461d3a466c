package tributary.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import tributary.fit.ReportQuantities;
import tributary.report.figures.Figures;
import tributary.store.Run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Where the report's charts go as PNG files, if anywhere. */
final class FigureOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--figures",
            paramLabel = "DIR",
            description =
                    "Also write the report's charts as PNG files to this folder; other files in it"
                            + " stay.",
            order = 30)
    private Optional<Path> folder = Optional.empty();

    /**
     * Makes sure that there is something to write with and to; before any work that would be lost.
     *
     * @throws ParameterException if the folder is a file, or lies in one
     * @throws IOException if this machine has no fonts to label charts with
     */
    void check() throws IOException {
        if (folder.isEmpty()) {
            return;
        }
        Path place = folder.get().toAbsolutePath().normalize();
        while (place != null && !Files.exists(place)) {
            place = place.getParent();
        }
        if (place != null && !(Files.isDirectory(place) && Files.isWritable(place))) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--figures: " + place + " is not a folder that can be written to");
        }
        Figures.requireFonts();
    }

    /**
     * Writes the figures whole: all of them, or none and the old ones stay.
     *
     * @return the folder; empty: they were not asked for
     */
    Optional<Path> write(Run run, ReportQuantities quantities) throws IOException {
        if (folder.isPresent()) {
            Map<Path, byte[]> files = new LinkedHashMap<>();
            Figures.draw(run, quantities)
                    .forEach((name, png) -> files.put(folder.get().resolve(name), png));
            Files.createDirectories(folder.get());
            WholeFiles.writeBytes(files);
        }
        return folder;
    }
}

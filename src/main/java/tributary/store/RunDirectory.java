package tributary.store;

import tributary.data.PanelWriter;
import tributary.spec.DataSpec;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Writes a run directory whole or not at all, and reads it back. */
public final class RunDirectory {
    /** The panel as used. */
    static final String DATA = "data.csv";

    private static final String MODEL = RunPlaces.MARKER;
    private static final String DRAWS = "draws";
    private static final String DIAGNOSTICS = "diagnostics.json";
    private static final String EFFECTS = "effects.json";
    private static final String FIT = "fit.json";

    private RunDirectory() {}

    /**
     * Writes every file of the run and the extra files under {@code dir.partial/} and moves them
     * into place; an existing run directory is moved aside first, it and {@code dir.partial/} are
     * deleted last. Until then a {@link Checkpoint} that lies there can be resumed.
     *
     * @param extraFiles further file contents by relative name, such as report.html
     * @throws FileAlreadyExistsException if something else is in the way, naming it
     * @throws IOException if it cannot be written; an existing run is then still there
     */
    public static void write(Path directory, Run run, Map<String, String> extraFiles)
            throws IOException {
        if (run.draws().chains() != run.model().sampler().chains()) {
            throw new IllegalArgumentException(
                    "run: %d chains, but its model says %d"
                            .formatted(run.draws().chains(), run.model().sampler().chains()));
        }
        RunPlaces places = RunPlaces.of(directory);
        places.requireFree();
        boolean resumable = Files.isDirectory(places.checkpoint());
        try {
            if (!resumable) {
                RunPlaces.delete(places.partial());
                Files.createDirectories(places.partial());
                places.mark(ModelJson.toJson(run));
            }
            RunPlaces.deleteTree(places.finished());
            writeFiles(places.finished(), run, extraFiles);
            moveIntoPlace(places);
        } catch (IOException | RuntimeException e) {
            deleteQuietly(resumable ? places.finished() : places.partial(), e);
            throw e;
        }
        RunPlaces.delete(places.replaced());
        RunPlaces.delete(places.partial());
    }

    /**
     * Whether the path is free for a run: absent, an empty directory, or a run directory of ours.
     */
    public static boolean isReplaceable(Path directory) {
        return RunPlaces.isReplaceable(directory);
    }

    /**
     * Reads a run directory back, draws to the last bit. Its model names {@code data.csv} as data
     * and has the resolved priors as its only layer.
     *
     * @throws IOException if it is not a run directory or a file in it is damaged, naming the file
     */
    public static Run read(Path directory) throws IOException {
        Path modelFile = directory.resolve(MODEL);
        if (!Files.isRegularFile(modelFile)) {
            throw new IOException(directory + ": is not a run directory: it has no " + MODEL);
        }
        ModelJson.Content content = ModelJson.read(modelFile);
        List<Path> draws = drawFiles(directory, content.model().sampler().chains());
        requireFiles(directory, draws);
        return new Run(
                content.model(),
                content.priors(),
                content.notes(),
                content.info(),
                DataCsv.read(directory.resolve(DATA), content),
                CmdStanCsv.read(draws),
                DiagnosticsJson.read(directory.resolve(DIAGNOSTICS)),
                EffectsJson.read(directory.resolve(EFFECTS)),
                FitJson.read(directory.resolve(FIT)));
    }

    /** Of a directory in place of a file readers would say no more than what it is. */
    private static void requireFiles(Path directory, List<Path> draws) throws IOException {
        Stream<Path> others = Stream.of(DATA, DIAGNOSTICS, EFFECTS, FIT).map(directory::resolve);
        for (Path file : Stream.concat(others, draws.stream()).toList()) {
            if (Files.isDirectory(file)) {
                throw new IOException(file + ": is a directory, not a file");
            }
        }
    }

    private static List<Path> drawFiles(Path directory, int chains) {
        return IntStream.rangeClosed(1, chains)
                .mapToObj(chain -> directory.resolve(DRAWS).resolve("chain-" + chain + ".csv"))
                .toList();
    }

    private static void writeFiles(Path folder, Run run, Map<String, String> extraFiles)
            throws IOException {
        Files.createDirectories(folder.resolve(DRAWS));
        Files.writeString(folder.resolve(MODEL), ModelJson.toJson(run));
        DataSpec data = run.model().data();
        try (Writer out = Files.newBufferedWriter(folder.resolve(DATA))) {
            PanelWriter.write(run.panel(), data.date(), data.geo(), data.population(), out);
        }
        List<Path> draws = drawFiles(folder, run.draws().chains());
        for (int chain = 0; chain < draws.size(); chain++) {
            CmdStanCsv.write(
                    draws.get(chain), run.draws(), chain, run.model().sampler(), run.info());
        }
        Files.writeString(folder.resolve(DIAGNOSTICS), DiagnosticsJson.toJson(run.diagnostics()));
        Files.writeString(folder.resolve(EFFECTS), EffectsJson.toJson(run.effects()));
        Files.writeString(folder.resolve(FIT), FitJson.toJson(run.fit()));
        for (Map.Entry<String, String> extra : extraFiles.entrySet()) {
            Path file = folder.resolve(extra.getKey()).normalize();
            if (!file.startsWith(folder) || Files.exists(file)) {
                throw new IllegalArgumentException(
                        "extraFiles: " + extra.getKey() + " must be a new name in the directory");
            }
            Files.writeString(file, extra.getValue());
        }
    }

    private static void moveIntoPlace(RunPlaces places) throws IOException {
        Path target = places.target();
        if (Files.isDirectory(target) && !RunPlaces.holdsOnly(target)) {
            RunPlaces.delete(places.replaced()); // left by a run killed before its last step
            Files.move(target, places.replaced(), StandardCopyOption.ATOMIC_MOVE);
        } else {
            Files.deleteIfExists(target);
        }
        try {
            Files.move(places.finished(), target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (Files.exists(places.replaced())) {
                Files.move(places.replaced(), target, StandardCopyOption.ATOMIC_MOVE);
            }
            throw e;
        }
    }

    private static void deleteQuietly(Path root, Exception cause) {
        try {
            RunPlaces.deleteTree(root);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }
}

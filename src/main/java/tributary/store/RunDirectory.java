package tributary.store;

import tributary.data.PanelWriter;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
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

    private static final String MODEL = "model.json";
    private static final String DRAWS = "draws";
    private static final String DIAGNOSTICS = "diagnostics.json";
    private static final String EFFECTS = "effects.json";
    private static final String FIT = "fit.json";

    private RunDirectory() {}

    /**
     * Writes every file of the run and the extra files into {@code dir.partial/} and moves it into
     * place; an existing run directory is moved aside first and deleted last.
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
        Path target = target(directory);
        Path partial = beside(target, ".partial");
        Path replaced = beside(target, ".replaced");
        for (Path path : List.of(target, partial, replaced)) {
            if (!isReplaceable(path)) {
                throw new FileAlreadyExistsException(
                        path.toString(), null, "is in the way and is not a run of Tributary");
            }
        }
        deleteTree(partial);
        try {
            writeFiles(partial, run, extraFiles);
            moveIntoPlace(partial, target, replaced);
        } catch (IOException | RuntimeException e) {
            deleteQuietly(partial, e);
            throw e;
        }
        deleteTree(replaced);
    }

    /**
     * Whether the path is free for a run: absent, an empty directory, or a run directory of ours.
     */
    public static boolean isReplaceable(Path directory) {
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            return true;
        }
        return Files.isDirectory(directory)
                && (isEmpty(directory) || ModelJson.isRun(directory.resolve(MODEL)));
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
        return new Run(
                content.model(),
                content.priors(),
                content.notes(),
                content.info(),
                DataCsv.read(directory.resolve(DATA), content),
                CmdStanCsv.read(drawFiles(directory, content.model().sampler().chains())),
                DiagnosticsJson.read(directory.resolve(DIAGNOSTICS)),
                EffectsJson.read(directory.resolve(EFFECTS)),
                FitJson.read(directory.resolve(FIT)));
    }

    private static List<Path> drawFiles(Path directory, int chains) {
        return IntStream.rangeClosed(1, chains)
                .mapToObj(chain -> directory.resolve(DRAWS).resolve("chain-" + chain + ".csv"))
                .toList();
    }

    /** An existing directory by its real place, so that a link stays one and moves stay atomic. */
    private static Path target(Path directory) throws IOException {
        return Files.exists(directory)
                ? directory.toRealPath()
                : directory.toAbsolutePath().normalize();
    }

    private static Path beside(Path target, String suffix) throws IOException {
        Path name = target.getFileName();
        if (name == null) {
            throw new IOException(target + ": cannot be replaced by a run");
        }
        return target.resolveSibling(name + suffix);
    }

    private static void writeFiles(Path partial, Run run, Map<String, String> extraFiles)
            throws IOException {
        Files.createDirectories(partial.resolve(DRAWS));
        // First, because it is what marks the directory as ours if we are killed.
        Files.writeString(partial.resolve(MODEL), ModelJson.toJson(run));
        Files.writeString(
                partial.resolve(DATA), PanelWriter.toCsv(run.panel(), run.model().data().date()));
        List<Path> draws = drawFiles(partial, run.draws().chains());
        for (int chain = 0; chain < draws.size(); chain++) {
            CmdStanCsv.write(
                    draws.get(chain), run.draws(), chain, run.model().sampler(), run.info());
        }
        Files.writeString(partial.resolve(DIAGNOSTICS), DiagnosticsJson.toJson(run.diagnostics()));
        Files.writeString(partial.resolve(EFFECTS), EffectsJson.toJson(run.effects()));
        Files.writeString(partial.resolve(FIT), FitJson.toJson(run.fit()));
        for (Map.Entry<String, String> extra : extraFiles.entrySet()) {
            Path file = partial.resolve(extra.getKey()).normalize();
            if (!file.startsWith(partial) || Files.exists(file)) {
                throw new IllegalArgumentException(
                        "extraFiles: " + extra.getKey() + " must be a new name in the directory");
            }
            Files.writeString(file, extra.getValue());
        }
    }

    private static void moveIntoPlace(Path partial, Path target, Path replaced) throws IOException {
        if (Files.isDirectory(target) && !isEmpty(target)) {
            deleteTree(replaced); // left by a run that was killed before its last step
            Files.move(target, replaced, StandardCopyOption.ATOMIC_MOVE);
        } else {
            Files.deleteIfExists(target);
        }
        try {
            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (Files.exists(replaced)) {
                Files.move(replaced, target, StandardCopyOption.ATOMIC_MOVE);
            }
            throw e;
        }
    }

    private static boolean isEmpty(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.findAny().isEmpty();
        } catch (IOException e) {
            return false;
        }
    }

    private static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> tree = Files.walk(root)) {
            deepestFirst = tree.toList().reversed();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }

    private static void deleteQuietly(Path root, Exception cause) {
        try {
            deleteTree(root);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }
}

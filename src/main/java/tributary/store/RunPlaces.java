package tributary.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A run directory and its neighbours.
 *
 * @param target the run itself, by its real place, so that a link stays one and moves stay atomic
 * @param partial unfinished work
 * @param replaced an older run, moved aside until the new one stands
 */
record RunPlaces(Path target, Path partial, Path replaced) {
    /** What marks a directory as ours. */
    static final String MARKER = "model.json";

    /** A marker that is being written: the first file of an unfinished run. */
    static final String NEW_MARKER = MARKER + DurableFile.NEW;

    /** Held by the process that works on an unfinished run. */
    static final String LOCK = "lock";

    static RunPlaces of(Path directory) throws IOException {
        Path target =
                Files.exists(directory)
                        ? directory.toRealPath()
                        : directory.toAbsolutePath().normalize();
        Path name = target.getFileName();
        if (name == null) {
            throw new IOException(target + ": cannot be replaced by a run");
        }
        return new RunPlaces(
                target,
                target.resolveSibling(name + ".partial"),
                target.resolveSibling(name + ".replaced"));
    }

    /** Where the finished files are written before they are moved into place. */
    Path finished() {
        return partial.resolve("run");
    }

    /** Where the chains of an unfinished run are. */
    Path checkpoint() {
        return partial.resolve("checkpoint");
    }

    /**
     * Refuses to go on where something that is not ours would be deleted.
     *
     * @throws FileAlreadyExistsException naming it
     */
    void requireFree() throws FileAlreadyExistsException {
        for (Path path : List.of(target, partial, replaced)) {
            if (!isReplaceable(path)
                    && !(path.equals(partial) && holdsOnly(path, NEW_MARKER, LOCK))) {
                throw new FileAlreadyExistsException(
                        path.toString(), null, "is in the way and is not a run of Tributary");
            }
        }
    }

    /** Marks {@link #partial} as ours. */
    void mark(String modelJson) throws IOException {
        DurableFile.replace(partial.resolve(MARKER), modelJson.getBytes(StandardCharsets.UTF_8));
    }

    /** Absent, an empty directory, or a directory that is marked. */
    static boolean isReplaceable(Path directory) {
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            return true;
        }
        return holdsOnly(directory) || ModelJson.isRun(directory.resolve(MARKER));
    }

    /** Whether it is a directory with no entry but these. */
    static boolean holdsOnly(Path directory, String... names) {
        try (Stream<Path> entries = Files.list(directory)) {
            Set<String> allowed = Set.of(names);
            return entries.allMatch(entry -> allowed.contains(String.valueOf(entry.getFileName())));
        } catch (IOException e) {
            return false;
        }
    }

    /** Deletes a directory of ours, its marker last, so that a kill leaves it marked. */
    static void delete(Path directory) throws IOException {
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> entries = Files.list(directory)) {
            for (Path entry : entries.toList()) {
                if (!entry.equals(directory.resolve(MARKER))) {
                    deleteTree(entry);
                }
            }
        }
        Files.deleteIfExists(directory.resolve(MARKER));
        Files.delete(directory);
    }

    /** Deletes a file or a directory with all in it; nothing where there is none. */
    static void deleteTree(Path root) throws IOException {
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
}

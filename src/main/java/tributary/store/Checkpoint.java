package tributary.store;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import tributary.spec.ModelSpec;
import tributary.spec.Prior;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The unfinished run in {@code DIR.partial/}: what is fitted in {@code model.json}, and under
 * {@code checkpoint/} the chains as far as they have come. A fit that was stopped at any moment
 * goes on from it and gives the draws of one that was not.
 *
 * <p>Only one process works on it at a time.
 */
public final class Checkpoint implements SampleStore, Closeable {
    /**
     * Format of the rows and states of the chains, raised with every change of either, since builds
     * of one version may differ. 2: directions of a metric with their variances, no energy.
     */
    static final int FORMAT = 2;

    private final Path directory;
    private final boolean resume;
    private final Consumer<String> notes;

    private @Nullable RunPlaces places;
    private @Nullable RandomAccessFile lock;
    private @Nullable FileRows rows;

    /** It cannot be gone on from, or somebody else works on it: the user has to decide. */
    public static final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        RefusedException(String message) {
            super(message);
        }
    }

    /**
     * Touches nothing before {@link #open}.
     *
     * @param directory of the run to be
     * @param resume whether to go on from where an earlier fit was stopped
     * @param notes told in one line each what was found
     */
    public Checkpoint(Path directory, boolean resume, Consumer<String> notes) {
        this.directory = directory;
        this.resume = resume;
        this.notes = notes;
    }

    /**
     * Goes on from the unfinished run or begins a new one in its place.
     *
     * @throws RefusedException if the unfinished run is of something else, naming all that differs,
     *     or if another process works on it
     * @throws UncheckedIOException if the files cannot be read or written
     */
    @Override
    public ChainRows open(
            ModelSpec model, Map<String, Prior> priors, RunInfo info, List<String> names) {
        String fingerprint = ModelJson.unfinished(model, priors, info);
        try {
            places = RunPlaces.of(directory);
            places.requireFree();
            Files.createDirectories(places.partial());
            lock = lock(places);
            boolean found = Files.isDirectory(places.checkpoint());
            if (resume && found) {
                requireSame(places.partial().resolve(RunPlaces.MARKER), fingerprint);
            } else {
                clear(places, found, fingerprint);
            }
            rows = new FileRows(places.checkpoint(), model.sampler(), names.size(), notes);
            if (resume && rows.isResumable()) {
                notes.accept("going on at " + rows.position());
            } else if (resume) {
                notes.accept(
                        "nothing to resume in "
                                + places.partial()
                                + "; starting from the beginning");
            }
            return rows;
        } catch (FileAlreadyExistsException e) {
            throw new RefusedException(e.getFile() + ": " + e.getReason());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether {@code --resume} finds something to go on from. */
    public boolean isResumable() {
        return rows != null && rows.isResumable();
    }

    /** How far the saved chains are, such as "draw 1200 of 4000". */
    public String position() {
        return rows == null ? "the beginning" : rows.position();
    }

    /** Lets go of the files; removes them if there is nothing in them to go on from. */
    @Override
    public void close() throws IOException {
        if (places == null || lock == null) {
            return;
        }
        boolean worthless =
                rows == null ? !Files.isDirectory(places.checkpoint()) : !rows.isResumable();
        if (rows != null) {
            rows.close();
        }
        if (worthless) {
            RunPlaces.delete(places.partial());
        }
        lock.close();
    }

    private void clear(RunPlaces found, boolean unfinished, String fingerprint) throws IOException {
        if (unfinished) {
            notes.accept(
                    "the unfinished fit in %s is given up (--resume would have gone on with it)"
                            .formatted(found.partial()));
        }
        // The chains first: they must never stand beside the fingerprint of another fit.
        RunPlaces.deleteTree(found.checkpoint());
        found.mark(fingerprint);
        Files.createDirectory(found.checkpoint());
    }

    private static RandomAccessFile lock(RunPlaces places) throws IOException {
        var file = new RandomAccessFile(places.partial().resolve(RunPlaces.LOCK).toFile(), "rw");
        try {
            if (file.getChannel().tryLock() != null) {
                return file;
            }
        } catch (OverlappingFileLockException e) {
            // Held by this process; the answer is the same.
        }
        file.close();
        throw new RefusedException(places.partial() + ": another fit is working there");
    }

    /** What decides the draws must be what it was; where the data lie does not decide them. */
    private static void requireSame(Path marker, String fingerprint) throws IOException {
        List<String> differences =
                JsonDifference.between(
                        withoutPlaces(Json.parse(fingerprint)), withoutPlaces(Json.parse(marker)));
        if (!differences.isEmpty()) {
            throw new RefusedException(
                    marker.getParent()
                            + ": --resume cannot go on with it, because it is of another fit:\n  "
                            + String.join("\n  ", differences));
        }
    }

    private static JsonNode withoutPlaces(JsonNode model) {
        if (model.path("data") instanceof ObjectNode data) {
            data.remove("file");
        }
        if (model.path(ModelJson.RUN) instanceof ObjectNode run) {
            run.remove("data_file");
        }
        return model;
    }
}

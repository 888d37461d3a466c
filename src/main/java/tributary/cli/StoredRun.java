package tributary.cli;

import tributary.store.Run;
import tributary.store.RunDirectory;

import java.io.IOException;
import java.nio.file.Path;

/** Reads the run directory that a command was given. */
final class StoredRun {
    private StoredRun() {}

    /** The given path holds no run, or a damaged one. */
    static final class UnreadableException extends Exception {
        private static final long serialVersionUID = 1L;

        UnreadableException(IOException cause) {
            super(Errors.describe(cause), cause);
        }
    }

    static Run read(Path directory) throws UnreadableException {
        try {
            return RunDirectory.read(directory);
        } catch (IOException e) {
            throw new UnreadableException(e);
        }
    }
}

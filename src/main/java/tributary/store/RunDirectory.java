package tributary.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Writes a run directory whole or not at all, and reads it back. */
public final class RunDirectory {
    private RunDirectory() {}

    /**
     * Writes every file of the run and the extra files into {@code dir.partial/} and moves it into
     * place; an existing run directory is moved aside first and deleted last.
     *
     * @param extraFiles further file contents by relative name, such as report.html
     * @throws IOException if it cannot be written; an existing run is then still there
     */
    public static void write(Path directory, Run run, Map<String, String> extraFiles)
            throws IOException {
        throw new IllegalStateException("skeleton");
    }

    /**
     * Whether the path is free for a run: absent, an empty directory, or a run directory of ours.
     */
    public static boolean isReplaceable(Path directory) {
        throw new IllegalStateException("skeleton");
    }

    /**
     * Reads a run directory back, draws to the last bit.
     *
     * @throws IOException if it is not a run directory or a file in it is damaged, naming the file
     */
    public static Run read(Path directory) throws IOException {
        throw new IllegalStateException("skeleton");
    }
}

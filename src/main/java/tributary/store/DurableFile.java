package tributary.store;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes small files so that a kill or a power cut leaves the old one or the new one. */
final class DurableFile {
    /** Suffix of a file that is not yet in its place. */
    static final String NEW = ".new";

    private DurableFile() {}

    static void replace(Path file, byte[] bytes) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + NEW);
        // Not a channel: an interrupted thread would find it closed, and those who are interrupted
        // are those who save.
        try (var out = new FileOutputStream(next.toFile())) {
            out.write(bytes);
            out.getFD().sync();
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }
}

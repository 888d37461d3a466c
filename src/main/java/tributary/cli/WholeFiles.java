package tributary.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes files whole: all of them, or none and the old ones stay. */
final class WholeFiles {
    private WholeFiles() {}

    /**
     * Writes every text beside its place first and then moves all into place.
     *
     * @throws IOException if one cannot be written; files that stood there before are then
     *     unchanged
     */
    static void write(Map<Path, String> texts) throws IOException {
        Map<Path, byte[]> files = new LinkedHashMap<>();
        texts.forEach((place, text) -> files.put(place, text.getBytes(StandardCharsets.UTF_8)));
        writeBytes(files);
    }

    /** As above. */
    static void writeBytes(Map<Path, byte[]> files) throws IOException {
        Map<Path, Path> written = new LinkedHashMap<>();
        Map<Path, Path> old = new LinkedHashMap<>();
        List<Path> moved = new ArrayList<>();
        try {
            for (var entry : files.entrySet()) {
                Path place = entry.getKey();
                if (Files.isDirectory(place)) {
                    throw new IOException(place + ": is a folder, not a file");
                }
                Path folder = place.toAbsolutePath().getParent();
                if (folder != null && !Files.isDirectory(folder)) {
                    throw new IOException(folder + ": no such folder");
                }
                Path partial = place.resolveSibling(place.getFileName() + ".partial");
                written.put(place, partial);
                Files.write(partial, entry.getValue());
            }
            for (Path place : files.keySet()) {
                if (Files.exists(place)) {
                    Path aside = place.resolveSibling(place.getFileName() + ".old");
                    Files.move(place, aside, StandardCopyOption.REPLACE_EXISTING);
                    old.put(place, aside);
                }
            }
            for (var entry : written.entrySet()) {
                Files.move(entry.getValue(), entry.getKey());
                moved.add(entry.getKey());
            }
        } catch (IOException e) {
            restore(written, old, moved);
            throw e;
        }
        for (Path aside : old.values()) {
            Files.deleteIfExists(aside);
        }
    }

    private static void restore(Map<Path, Path> written, Map<Path, Path> old, List<Path> moved)
            throws IOException {
        for (Path place : moved) {
            Files.deleteIfExists(place);
        }
        for (var entry : old.entrySet()) {
            Files.move(entry.getValue(), entry.getKey(), StandardCopyOption.REPLACE_EXISTING);
        }
        for (Path partial : written.values()) {
            Files.deleteIfExists(partial);
        }
    }
}

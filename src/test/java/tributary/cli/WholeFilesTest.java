package tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

class WholeFilesTest {
    @TempDir private Path folder;

    @Test
    void writesAllAndReplaces() throws IOException {
        Files.writeString(folder.resolve("a"), "old");
        WholeFiles.write(Map.of(folder.resolve("a"), "new", folder.resolve("b"), "second"));
        assertThat(folder.resolve("a")).hasContent("new");
        assertThat(folder.resolve("b")).hasContent("second");
        assertThat(folder).isDirectoryNotContaining("glob:**.{partial,old}");
    }

    @Test
    void failureLeavesEverythingAsItWas() throws IOException {
        Files.writeString(folder.resolve("a"), "old");
        Map<Path, String> files = new LinkedHashMap<>();
        files.put(folder.resolve("a"), "new");
        files.put(folder.resolve("missing/b"), "second");
        assertThatThrownBy(() -> WholeFiles.write(files))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("missing: no such folder");
        assertThat(folder.resolve("a")).hasContent("old");
        assertThat(folder.toFile().list()).containsExactly("a");
    }

    @Test
    void folderIsNotReplaced() throws IOException {
        Files.createDirectory(folder.resolve("a"));
        assertThatThrownBy(() -> WholeFiles.write(Map.of(folder.resolve("a"), "text")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is a folder");
        assertThat(folder.toFile().list()).containsExactly("a");
    }
}

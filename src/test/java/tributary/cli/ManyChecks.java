package tributary.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Checks m.json in every directory below one, in a process whose memory a test limits. */
final class ManyChecks {
    private ManyChecks() {}

    /** Prints the directory, the exit status and the first line of what is said. */
    public static void main(String[] args) throws IOException {
        List<Path> directories;
        try (Stream<Path> entries = Files.list(Path.of(args[0]))) {
            directories = entries.filter(Files::isDirectory).sorted().toList();
        }
        for (Path directory : directories) {
            var err = new StringWriter();
            String model = directory.resolve("m.json").toString();
            int status =
                    Main.execute(
                            new PrintWriter(new StringWriter()),
                            new PrintWriter(err, true),
                            "check",
                            model);
            String said = err.toString().lines().findFirst().orElse("");
            System.out.println(directory.getFileName() + " " + status + " " + said);
        }
    }
}

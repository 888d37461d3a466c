package tributary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import javax.tools.ToolProvider;

/** Starts the launcher in real processes, with a stand-in for the command line. */
class LauncherTest {
    private static final String STAND_IN =
            """
            package tributary.cli;

            public class Main {
                public static void main(String[] args) throws Exception {
                    boolean vectors = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
                    System.out.println(Runtime.version().feature() + " " + vectors + " "
                            + String.join("|", args) + " " + System.getProperty("tributary.terminal.err")
                            + " " + System.getProperty("mine")
                            + (Runtime.getRuntime().maxMemory() < 100_000_000 ? " small" : " large"));
                    System.err.println("a message");
                    if (args[0].equals("cat")) {
                        System.in.transferTo(System.out);
                        System.exit(7);
                    }
                    if (args[0].equals("wait")) {
                        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                            System.err.println("last words");
                            Runtime.getRuntime().halt(5);
                        }));
                        Thread.sleep(60_000);
                    }
                }
            }
            """;

    @TempDir private static Path folder;

    @BeforeAll
    static void putStandInBesideLauncher() throws IOException {
        Path source = folder.resolve("src/tributary/cli/Main.java");
        Files.createDirectories(source.getParent());
        Files.writeString(source, STAND_IN);
        Path classes = Files.createDirectories(folder.resolve("classes/tributary"));
        int status =
                ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-d", classes.getParent().toString(), "" + source);
        assertThat(status).isZero();
        Path compiled = Path.of("target/classes/tributary/Launcher.class");
        Files.copy(compiled, classes.resolve("Launcher.class"));
    }

    @Test
    void startsOnThisJdkWithTheModuleAndWithoutTheWarning() throws Exception {
        Process process = start(Path.of(System.getProperty("java.home")), "cat", "b c", "");
        try (var in = process.outputWriter(StandardCharsets.UTF_8)) {
            in.write("typed");
        }
        assertThat(lines(process)).containsExactly("25 true cat|b c| false yes small", "typed");
        assertThat(process.errorReader().lines()).containsExactly("a message");
        assertThat(process.waitFor()).isEqualTo(7);
    }

    @Test
    void startsOnAJdk25FromA17() throws Exception {
        Optional<Path> java17 = java17();
        assumeTrue(java17.isPresent(), "no Java 17 in /usr/lib/jvm");
        Process process = start(java17.orElseThrow(), "plain");
        process.outputWriter().close();
        assertThat(lines(process)).containsExactly("25 true plain false yes small");
        assertThat(process.errorReader().lines()).containsExactly("a message");
        assertThat(process.waitFor()).isZero();
    }

    @Test
    void terminationReachesTheProgramAndItsLastWordsAndStatusArrive() throws Exception {
        Process process = start(Path.of(System.getProperty("java.home")), "wait");
        var err = process.errorReader();
        assertThat(err.readLine()).isEqualTo("a message");
        List<ProcessHandle> children = process.children().toList();
        process.toHandle().destroy();
        assertThat(err.readLine()).isEqualTo("last words");
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(5);
        assertThat(children).hasSize(1).noneMatch(ProcessHandle::isAlive);
    }

    @Test
    void scriptIsValidShell() throws Exception {
        Process bash = new ProcessBuilder("bash", "-n", "tributary").inheritIO().start();
        assertThat(bash.waitFor()).isZero();
    }

    private static Optional<Path> java17() throws IOException {
        Path folder = Path.of("/usr/lib/jvm");
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> homes = Files.list(folder)) {
            return homes.filter(home -> home.getFileName().toString().contains("17"))
                    .filter(home -> Files.isExecutable(home.resolve("bin/java")))
                    .findFirst();
        }
    }

    private static Process start(Path home, String... args) throws IOException {
        List<String> command = new ArrayList<>();
        command.addAll(List.of(home.resolve("bin/java").toString(), "-Xmx80m", "-Dmine=yes"));
        command.addAll(List.of("-cp", folder.resolve("classes").toString(), "tributary.Launcher"));
        command.addAll(List.of(args));
        var builder = new ProcessBuilder(command);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().keySet().removeIf(name -> name.contains("JAVA_TOOL_OPTIONS"));
        return builder.start();
    }

    private static List<String> lines(Process process) {
        return process.inputReader(StandardCharsets.UTF_8).lines().toList();
    }
}

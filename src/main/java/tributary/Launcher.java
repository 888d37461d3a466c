package tributary;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Main class of the jar: starts the command line on a JDK 25 with the flags it needs.
 *
 * <p>Compiled for Java 17 and free of every other class of the project, so that {@code java -jar}
 * works from any Java since 17. A JVM that already has the vector module runs the command line
 * itself; otherwise a JDK 25 is found and started, with its input and output inherited.
 */
public final class Launcher {
    private static final int JAVA = 25;
    private static final String MODULE = "jdk.incubator.vector";
    private static final String MAIN_CLASS = "tributary.cli.Main";
    private static final String INCUBATOR_WARNING = "WARNING: Using incubator modules: ";

    private Launcher() {}

    public static void main(String[] args) throws Throwable {
        if (Runtime.version().feature() >= JAVA && hasVectorModule()) {
            runHere(args);
            return;
        }
        Optional<Path> home = findJdk();
        if (home.isEmpty()) {
            System.err.println(
                    "tributary: no JDK 25 found (looked at JAVA_HOME, /usr/lib/jvm, ~/.sdkman and"
                            + " other usual places); install one or set JAVA_HOME to it");
            System.exit(1);
        }
        System.exit(runOn(home.get(), args));
    }

    private static boolean hasVectorModule() {
        return ModuleLayer.boot().findModule(MODULE).isPresent();
    }

    private static void runHere(String[] args) throws Throwable {
        try {
            Class.forName(MAIN_CLASS).getMethod("main", String[].class).invoke(null, (Object) args);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    // ---- a JDK 25 ----

    /** This JVM's home if it is new enough, else the first JDK 25 in the usual places. */
    private static Optional<Path> findJdk() {
        if (Runtime.version().feature() >= JAVA) {
            return Optional.of(Path.of(System.getProperty("java.home")));
        }
        return candidates().filter(Launcher::isJdk25).findFirst();
    }

    private static Stream<Path> candidates() {
        Path user = Path.of(System.getProperty("user.home"));
        Stream<Path> environment =
                Stream.of("JAVA_HOME", "JDK_HOME", "JAVA25_HOME")
                        .map(System::getenv)
                        .filter(value -> value != null && !value.isBlank())
                        .map(Path::of);
        Stream<Path> folders =
                Stream.of(
                        Path.of("/usr/lib/jvm"),
                        Path.of("/usr/lib64/jvm"),
                        Path.of("/usr/java"),
                        Path.of("/usr/local/java"),
                        Path.of("/opt/java"),
                        Path.of("/opt/jdk"),
                        Path.of("/opt"),
                        user.resolve(".sdkman/candidates/java"),
                        user.resolve(".jdks"),
                        user.resolve(".asdf/installs/java"),
                        user.resolve(".local/share/mise/installs/java"),
                        user.resolve("Library/Java/JavaVirtualMachines"),
                        Path.of("/Library/Java/JavaVirtualMachines"),
                        Path.of("/opt/homebrew/opt"),
                        Path.of("/usr/local/opt"),
                        Path.of("C:/Program Files/Java"),
                        Path.of("C:/Program Files/Eclipse Adoptium"));
        return Stream.concat(environment, folders.flatMap(Launcher::children));
    }

    /** Folders of a folder, and the homes that macOS bundles nest in them. */
    private static Stream<Path> children(Path folder) {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                found.add(entry);
                found.add(entry.resolve("Contents/Home"));
                found.add(entry.resolve("libexec/openjdk.jdk/Contents/Home"));
            }
        } catch (IOException e) {
            return Stream.empty();
        }
        return found.stream().sorted();
    }

    private static boolean isJdk25(Path home) {
        try (Stream<String> lines = Files.lines(home.resolve("release"))) {
            return lines.anyMatch(line -> line.matches("JAVA_VERSION=\"" + JAVA + "([.+-].*)?\""))
                    && Files.isExecutable(java(home));
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    private static Path java(Path home) {
        return home.resolve("bin").resolve(File.separatorChar == '\\' ? "java.exe" : "java");
    }

    // ---- the child ----

    private static int runOn(Path home, String[] args) throws IOException, InterruptedException {
        Process child =
                new ProcessBuilder(command(home, args))
                        .redirectInput(ProcessBuilder.Redirect.INHERIT)
                        .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                        .start();
        Thread errors = new Thread(() -> forward(child.getErrorStream(), System.err), "stderr");
        errors.start();
        // Not Process.destroy(): it closes the streams and loses the child's last lines.
        Thread stop =
                new Thread(() -> {
                    child.toHandle().destroy();
                    joinUninterruptibly(errors);
                    // The child's own answer to the signal, which may be that it can go on later.
                    Runtime.getRuntime().halt(statusOf(child));
                });
        Runtime.getRuntime().addShutdownHook(stop);
        int status = child.waitFor();
        errors.join();
        return status;
    }

    private static List<String> command(Path home, String[] args) {
        List<String> command = new ArrayList<>();
        command.add(java(home).toString());
        command.addAll(List.of("--add-modules", MODULE, "-XX:+UseSerialGC", "-Xms32m"));
        command.add("-Xlog:disable");
        command.add("-Xlog:all=error:stderr");
        command.addAll(optionsOfThisJvm());
        String extra = System.getenv("TRIBUTARY_JAVA_OPTS");
        if (extra != null && !extra.isBlank()) {
            command.addAll(List.of(extra.strip().split("\\s+")));
        }
        command.add("-Dtributary.terminal.out=" + isTerminal(1));
        command.add("-Dtributary.terminal.err=" + isTerminal(2));
        command.add("-Dtributary.program=java -jar '" + jar().replace("'", "'\\''") + "'");
        command.addAll(List.of("-cp", jar(), MAIN_CLASS));
        command.addAll(List.of(args));
        return command;
    }

    /** What the user wrote for the JVM: heap sizes and system properties. */
    private static List<String> optionsOfThisJvm() {
        String[] arguments = ProcessHandle.current().info().arguments().orElse(new String[0]);
        return Stream.of(arguments)
                .takeWhile(a -> !a.equals("-jar") && !a.equals(Launcher.class.getName()))
                .filter(argument -> argument.startsWith("-X") || argument.startsWith("-D"))
                .toList();
    }

    private static String jar() {
        try {
            return Path.of(
                            Launcher.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the jar has no usable location", e);
        }
    }

    /** The child writes to a pipe, so only this process can tell whether there is a terminal. */
    private static boolean isTerminal(int descriptor) {
        try {
            return new ProcessBuilder("test", "-t", "" + descriptor).inheritIO().start().waitFor()
                    == 0;
        } catch (IOException e) {
            return System.console() != null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Copies line by line until the JVM's warning about the incubator module was dropped, then as
     * is.
     */
    private static void forward(InputStream in, PrintStream out) {
        try (BufferedInputStream from = new BufferedInputStream(in)) {
            while (true) {
                byte[] line = readLine(from);
                if (line.length == 0) {
                    return;
                }
                if (new String(line, StandardCharsets.UTF_8).startsWith(INCUBATOR_WARNING)) {
                    break;
                }
                out.write(line, 0, line.length);
                out.flush();
            }
            byte[] buffer = new byte[8192];
            for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
                out.write(buffer, 0, n);
                out.flush();
            }
        } catch (IOException e) {
            // The child is gone; its exit status says the rest.
        }
    }

    /** A line with its end, or an empty array at the end of the stream. */
    private static byte[] readLine(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0; b = in.read()) {
            line.write(b);
            if (b == '\n') {
                break;
            }
        }
        return line.toByteArray();
    }

    private static int statusOf(Process child) {
        try {
            return child.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    private static void joinUninterruptibly(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import java.nio.file.Files;
import java.nio.file.Path;

/** Formats every .java file under the given folders, or with "check" lists those that differ and exits 1. */
class Format {
    public static void main(String[] args) throws Exception {
        boolean check = args[0].equals("check");
        var formatter = new Formatter(JavaFormatterOptions.builder()
                .style(JavaFormatterOptions.Style.AOSP)
                .build());
        int bad = 0;
        for (int i = 1; i < args.length; i++) {
            if (!Files.isDirectory(Path.of(args[i]))) continue;
            try (var files = Files.walk(Path.of(args[i]))) {
                for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                    String before = Files.readString(file);
                    // Twice: re-wrapped comments settle only on the second pass.
                    String once = formatter.formatSourceAndFixImports(before);
                    String after = formatter.formatSourceAndFixImports(once);
                    if (before.equals(after)) continue;
                    bad++;
                    if (check) System.err.println("not formatted: " + file);
                    else Files.writeString(file, after);
                }
            }
        }
        if (check && bad > 0) {
            System.err.println("run: mvn validate -Dformat=apply");
            System.exit(1);
        }
    }
}

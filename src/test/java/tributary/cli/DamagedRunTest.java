package tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import tributary.spec.JsonMutations;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Run directories that are damaged: `effects` and `report` go on or name the file, no more. */
class DamagedRunTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final List<String> FILES =
            List.of(
                    "model.json",
                    "data.csv",
                    "draws/chain-1.csv",
                    "draws/chain-2.csv",
                    "diagnostics.json",
                    "effects.json",
                    "fit.json");
    private static final List<String> PIECES =
            List.of("", ",", "\"", "\n", "\0", "#", "NaN", "-1", "1e999", "2023-01-01", "x", "é");

    @TempDir private static Path folder;
    private static Path run;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void fit() {
        run = folder.resolve("run");
        String fit =
                "fit data/weekly.json --quiet --chains 2 --warmup 20 --draws 8 --max-depth 3 -o ";
        var ignored = new PrintWriter(new StringWriter());
        assertThat(Main.execute(ignored, ignored, (fit + run).split(" "))).isEqualTo(4);
    }

    @BeforeEach
    void whole() {
        assertThat(run("effects")).as(err.toString()).isZero();
    }

    private int run(String command) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Main.execute(
                new PrintWriter(out, true), new PrintWriter(err, true), command, run.toString());
    }

    /** Either it is of no consequence, or one file of the run is named and nothing is written. */
    private void judge(String what) throws IOException {
        List<String> before = entries();
        for (String command : List.of("effects", "report")) {
            int status;
            try {
                status = run(command);
            } catch (RuntimeException | StackOverflowError e) {
                fail(what, e);
                return;
            }
            assertThat(status).as(what + ": " + err).isIn(0, 3);
            if (status == 3) { // which `report` would say as well
                assertThat(err.toString().lines())
                        .as(what)
                        .isNotEmpty()
                        .anyMatch(line -> FILES.stream().anyMatch(line::contains))
                        .noneMatch(line -> line.contains("Exception") || line.contains("\tat "));
                break;
            }
        }
        assertThat(entries()).isEqualTo(before);
    }

    private static List<String> entries() throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            return tree.map(Path::toString).sorted().toList();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "model.json | \"google_spend\" | \"\" | model.json: $",
                "model.json | \"run\" : | \"ran\" : | model.json: $.run: must be an object",
                "data.csv | revenue | revenues | data.csv:1: the columns must be week, revenue",
                "data.csv | 2023-12-31 | 2023-12-32 | \"2023-12-32\" is not a date",
                "draws/chain-1.csv | lp__ | lp | chain-1.csv:35: the header must start with lp__",
                "draws/chain-2.csv | decay_google_spend | decay | columns differ from those of",
                "effects.json | \"mean\" | \"mode\" | effects.json: $[0].mean: must be a number",
                "fit.json | \"weeks\" : [ | \"weeks\" : [ 7, | fit.json: $.weeks[0]: must be an",
                "diagnostics.json | \"fail\" | \"fine\" | $.verdict: must be pass, warn or fail"
            })
    void theFileIsNamed(String name, String found, String put, String message) throws IOException {
        Path file = run.resolve(name);
        String text = Files.readString(file);
        assertThat(text).contains(found);
        try {
            Files.writeString(file, text.replaceFirst(Pattern.quote(found), put));
            assertThat(run("report")).isEqualTo(3);
            assertThat(err.toString()).contains(message);
            judge(name);
        } finally {
            Files.writeString(file, text);
        }
    }

    @Test
    void everyFileCutOffOrGone() throws IOException {
        for (String name : FILES) {
            Path file = run.resolve(name);
            byte[] bytes = Files.readAllBytes(file);
            try {
                Files.write(file, Arrays.copyOf(bytes, bytes.length * 2 / 3));
                assertThat(run("report")).isEqualTo(3);
                judge(name + " cut off");
                Files.write(file, new byte[0]);
                assertThat(run("report")).isEqualTo(3);
                judge(name + " empty");
                Files.delete(file);
                assertThat(run("report")).isEqualTo(3);
                judge(name + " gone");
                Files.createDirectory(file);
                assertThat(run("report")).isEqualTo(3);
                judge(name + " a directory");
            } finally {
                Files.deleteIfExists(file);
                Files.write(file, bytes);
            }
        }
    }

    @Test
    void damagedAtRandom() throws IOException {
        damage(11, 100);
    }

    @Test
    @Tag("slow")
    void damagedAtRandomManyTimes() throws IOException {
        damage(12, 1000);
    }

    private void damage(long seed, int times) throws IOException {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < times; i++) {
            String name = FILES.get(random.nextInt(FILES.size()));
            Path file = run.resolve(name);
            byte[] bytes = Files.readAllBytes(file);
            String text = new String(bytes, StandardCharsets.UTF_8);
            boolean tree = name.endsWith(".json") && random.nextInt(3) > 0;
            String damaged = tree ? mistakes(text, random) : torn(text, random);
            try {
                Files.writeString(file, damaged);
                judge("seed %d, damage %d of %s".formatted(seed, i, name));
            } finally {
                Files.write(file, bytes);
            }
        }
    }

    /** Mistakes in a tree that stays JSON. */
    private static String mistakes(String text, SplittableRandom random) {
        JsonNode tree = JSON.readTree(text);
        List<ObjectNode> objects = JsonMutations.objects(tree);
        ObjectNode object = objects.get(random.nextInt(objects.size()));
        new JsonMutations(random).change(object, 1 + random.nextInt(2));
        return tree.toPrettyString();
    }

    /** A piece put in, cut out, or in place of a cell; lines lost or doubled. */
    private static String torn(String text, SplittableRandom random) {
        StringBuilder torn = new StringBuilder(text);
        int at = random.nextInt(text.length());
        String piece = PIECES.get(random.nextInt(PIECES.size()));
        int line = torn.indexOf("\n", at) + 1;
        int next = line > 0 ? torn.indexOf("\n", line) + 1 : 0;
        switch (random.nextInt(5)) {
            case 0 -> torn.insert(at, piece);
            case 1 -> torn.delete(at, Math.min(text.length(), at + 1 + random.nextInt(40)));
            case 2 -> {
                int from = torn.indexOf(",", at) + 1;
                int end = from > 0 ? torn.indexOf(",", from) : -1;
                if (end > 0) {
                    torn.replace(from, end, piece);
                }
            }
            case 3 -> torn.delete(line, Math.max(line, next));
            default -> torn.insert(line, text, line, Math.max(line, next));
        }
        return torn.toString();
    }
}

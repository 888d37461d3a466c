package tributary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Throws damaged files at a reader; the same seed, the same files. */
public final class Fuzz {
    private final Path file;
    private final Input input;
    private final Reader reader;

    /** What the file of one number holds. */
    public interface Input {
        byte[] bytes(SplittableRandom random, int number);
    }

    /** Reads the file of one number. */
    public interface Reader {
        /** Whether it was accepted; false: refused with the exception meant for it. */
        boolean accepts(int number) throws IOException;
    }

    /**
     * Nothing has been read yet.
     *
     * @param file that the inputs are written to, in a folder of its own
     */
    public Fuzz(Path file, Input input, Reader reader) {
        this.file = file;
        this.input = input;
        this.reader = reader;
    }

    /** How many of so many files are refused; an exception of another kind fails the test. */
    public int refused(long seed, int times) throws IOException {
        var random = new SplittableRandom(seed);
        int refused = 0;
        for (int i = 0; i < times; i++) {
            byte[] bytes = input.bytes(random, i);
            Files.write(file, bytes);
            try {
                refused += reader.accepts(i) ? 0 : 1;
            } catch (RuntimeException | StackOverflowError e) {
                String text = new String(bytes, StandardCharsets.UTF_8);
                fail("seed " + seed + ", input " + i + ":\n" + text, e);
            }
        }
        return refused;
    }

    /** Makes sure that reading left no files but these beside the input. */
    public void assertNothingLeft(String... names) throws IOException {
        try (Stream<Path> entries = Files.list(file.toAbsolutePath().getParent())) {
            assertThat(entries.filter(path -> !path.equals(file.toAbsolutePath())))
                    .extracting(path -> path.getFileName().toString())
                    .isSubsetOf(names);
        }
    }

    /**
     * Up to three mistakes in a text: a piece put in, a stretch cut out, a value replaced, another
     * character; in every tenth text another byte, too.
     *
     * @param pieces to put in, or in place of a value
     * @param before what stands before a value, which ends with a comma
     */
    public static byte[] damaged(
            SplittableRandom random, int number, String text, List<String> pieces, String before) {
        var damaged = new StringBuilder(text);
        for (int k = 0; k <= random.nextInt(3); k++) {
            String piece = pieces.get(random.nextInt(pieces.size()));
            int length = damaged.length();
            int from = random.nextInt(number % 5 == 0 ? Math.min(60, length) : length);
            switch (random.nextInt(4)) {
                case 0 -> damaged.insert(from, piece);
                case 1 -> damaged.delete(from, Math.min(length, from + random.nextInt(80)));
                case 2 -> replaceValue(damaged, from, piece, before);
                default -> damaged.setCharAt(from, (char) random.nextInt(32, 127));
            }
        }
        byte[] bytes = damaged.toString().getBytes(StandardCharsets.UTF_8);
        if (number % 10 == 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    private static void replaceValue(StringBuilder text, int from, String piece, String before) {
        int start = text.indexOf(before, from) + before.length();
        int end = text.indexOf(",", start);
        if (start >= from && end > start) {
            text.replace(start, end, piece);
        }
    }
}

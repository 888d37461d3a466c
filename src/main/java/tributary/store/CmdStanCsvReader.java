package tributary.store;

import org.jspecify.annotations.Nullable;

import tributary.mcmc.ChainResult;
import tributary.mcmc.ChainStatistics;
import tributary.mcmc.MetricKind;
import tributary.mcmc.Tuning;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads one chain as {@link CmdStanCsv} writes it; used once. */
final class CmdStanCsvReader {
    private static final int OWN = CmdStanCsv.SAMPLER_COLUMNS.size();

    private final Path file;
    private int line;

    private List<String> names = List.of();
    private final List<double[]> rows = new ArrayList<>();
    private final List<int[]> counts = new ArrayList<>();

    private @Nullable Long numSamples;
    private @Nullable Long gradients;
    private @Nullable Double stepSize;
    private double @Nullable [] inverseMetric;
    private @Nullable Double warmupSeconds;
    private @Nullable Double samplingSeconds;
    private boolean complete;

    private CmdStanCsvReader(Path file) {
        this.file = file;
    }

    /**
     * One chain of a file.
     *
     * @param values indexed [draw][column]
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on to Draws, never compared
    record Chain(List<String> names, double[][] values, ChainStatistics statistics) {
        void requireSameShape(Path file, Path firstFile, Chain first) throws IOException {
            if (!names.equals(first.names)) {
                throw new IOException(file + ": columns differ from those of " + firstFile);
            }
            if (values.length != first.values.length) {
                throw new IOException(
                        "%s: %d draws, but %s has %d"
                                .formatted(file, values.length, firstFile, first.values.length));
            }
        }
    }

    static Chain read(Path file) throws IOException {
        var reader = new CmdStanCsvReader(file);
        try (BufferedReader in = Files.newBufferedReader(file)) {
            for (String text = in.readLine(); text != null; text = in.readLine()) {
                reader.line++;
                reader.accept(text, in);
            }
        } catch (CharacterCodingException e) {
            throw new IOException(file + ":" + (reader.line + 1) + ": not UTF-8 text", e);
        }
        return reader.chain();
    }

    private void accept(String text, BufferedReader in) throws IOException {
        if (text.startsWith("#")) {
            acceptComment(text, in);
        } else if (names.isEmpty()) {
            acceptHeader(text);
        } else {
            acceptDraw(text);
        }
    }

    private void acceptComment(String text, BufferedReader in) throws IOException {
        if (text.startsWith(CmdStanCsv.NUM_SAMPLES)) {
            numSamples = integer(text.substring(CmdStanCsv.NUM_SAMPLES.length()));
        } else if (text.startsWith(CmdStanCsv.GRADIENTS)) {
            gradients = integer(text.substring(CmdStanCsv.GRADIENTS.length()));
        } else if (text.startsWith(CmdStanCsv.STEP_SIZE)) {
            stepSize = number(text.substring(CmdStanCsv.STEP_SIZE.length()), "step size");
        } else if (text.equals(CmdStanCsv.INVERSE_METRIC)) {
            inverseMetric = diagonal(in.readLine());
        } else if (text.endsWith(CmdStanCsv.WARMUP_SUFFIX)) {
            warmupSeconds = seconds(text, CmdStanCsv.WARMUP_SECONDS, CmdStanCsv.WARMUP_SUFFIX);
        } else if (text.endsWith(CmdStanCsv.SAMPLING_SUFFIX)) {
            samplingSeconds = seconds(text, CmdStanCsv.SAMPLING_INDENT, CmdStanCsv.SAMPLING_SUFFIX);
        } else if (text.endsWith(CmdStanCsv.TOTAL_SUFFIX)) {
            complete = true;
        }
    }

    private void acceptHeader(String text) throws IOException {
        List<String> all = List.of(text.split(",", -1));
        if (all.size() < OWN || !all.subList(0, OWN).equals(CmdStanCsv.SAMPLER_COLUMNS)) {
            throw damaged(
                    "the header must start with " + String.join(",", CmdStanCsv.SAMPLER_COLUMNS));
        }
        names = all.subList(OWN, all.size());
        if (names.isEmpty()) {
            throw damaged("no column of the model");
        }
    }

    private void acceptDraw(String text) throws IOException {
        String[] cells = text.split(",", -1);
        if (cells.length != OWN + names.size()) {
            throw damaged(
                    "%d values, but the header names %d columns"
                            .formatted(cells.length, OWN + names.size()));
        }
        double[] row = new double[cells.length];
        for (int i = 0; i < row.length; i++) {
            row[i] =
                    number(
                            cells[i],
                            i < OWN ? CmdStanCsv.SAMPLER_COLUMNS.get(i) : names.get(i - OWN));
        }
        int[] count = new int[3];
        for (int i = 0; i < count.length; i++) {
            count[i] = count(cells[3 + i], CmdStanCsv.SAMPLER_COLUMNS.get(3 + i));
        }
        rows.add(row);
        counts.add(count);
    }

    private Chain chain() throws IOException {
        if (names.isEmpty()) {
            throw damaged("no header: the file holds no draws");
        }
        if (!complete || numSamples == null || rows.size() != numSamples) {
            throw damaged(
                    "the file is cut off: %d of %s draws%s"
                            .formatted(
                                    rows.size(),
                                    numSamples == null ? "an unknown number of" : numSamples,
                                    complete ? "" : ", and no line with the elapsed time"));
        }
        if (gradients == null
                || stepSize == null
                || inverseMetric == null
                || warmupSeconds == null
                || samplingSeconds == null) {
            throw damaged("a comment line with gradients, step size, metric or times is missing");
        }
        var statistics =
                new ChainStatistics(
                        sampler(0),
                        sampler(1),
                        sampler(2),
                        counts(0),
                        counts(1),
                        divergent(),
                        sampler(6),
                        new ChainResult(
                                new Tuning(
                                        stepSize,
                                        MetricKind.DIAGONAL,
                                        0,
                                        inverseMetric,
                                        new double[0][]),
                                gradients,
                                warmupSeconds,
                                samplingSeconds));
        double[][] values =
                rows.stream()
                        .map(row -> Arrays.copyOfRange(row, OWN, row.length))
                        .toArray(double[][]::new);
        return new Chain(names, values, statistics);
    }

    private double[] sampler(int column) {
        return rows.stream().mapToDouble(row -> row[column]).toArray();
    }

    private int[] counts(int which) {
        return counts.stream().mapToInt(count -> count[which]).toArray();
    }

    private boolean[] divergent() {
        boolean[] result = new boolean[counts.size()];
        for (int d = 0; d < result.length; d++) {
            result[d] = counts.get(d)[2] != 0;
        }
        return result;
    }

    private double[] diagonal(@Nullable String text) throws IOException {
        line++;
        if (text == null || !text.startsWith("#")) {
            throw damaged("the diagonal of the inverse metric is missing");
        }
        String list = text.substring(1).strip();
        if (list.isEmpty()) {
            return new double[0];
        }
        String[] cells = list.split(",", -1);
        double[] result = new double[cells.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = number(cells[i].strip(), "inverse mass matrix");
        }
        return result;
    }

    private double seconds(String text, String prefix, String suffix) throws IOException {
        if (!text.startsWith(prefix)) {
            throw damaged("\"" + text + "\" is not an elapsed time");
        }
        return number(
                text.substring(prefix.length(), text.length() - suffix.length()), "elapsed time");
    }

    private double number(String text, String what) throws IOException {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw damaged("column %s: \"%s\" is not a number".formatted(what, text));
        }
    }

    private long integer(String text) throws IOException {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw damaged("\"%s\" is not an integer".formatted(text));
        }
    }

    private int count(String text, String column) throws IOException {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw damaged("column %s: \"%s\" is not an integer".formatted(column, text));
        }
    }

    private IOException damaged(String message) {
        return new IOException(file + ":" + Math.max(line, 1) + ": " + message);
    }
}

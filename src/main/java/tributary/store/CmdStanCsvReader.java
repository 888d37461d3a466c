package tributary.store;

import org.jspecify.annotations.Nullable;

import tributary.mcmc.ChainResult;
import tributary.mcmc.ChainStatistics;
import tributary.mcmc.Initialization;
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

    private @Nullable Integer numSamples;
    private int numWarmup;
    private int thin = 1;
    private boolean saveWarmup;
    private int metricRank;
    private Initialization start = Initialization.UNIFORM;
    private @Nullable Long gradients;
    private @Nullable Double stepSize;
    private double @Nullable [][] inverseMetric;
    private boolean dense;
    private @Nullable Double warmupSeconds;
    private @Nullable Double samplingSeconds;
    private boolean complete;

    /** Rows before the adaptation. */
    private int warmupRows;

    private CmdStanCsvReader(Path file) {
        this.file = file;
    }

    /** One chain of a file; {@code warmup} is empty where its draws were not kept. */
    record Chain(List<String> names, Table draws, Table warmup) {
        void requireSameShape(Path file, Path firstFile, Chain first) throws IOException {
            if (!names.equals(first.names)) {
                throw new IOException(file + ": columns differ from those of " + firstFile);
            }
            draws.requireSameLength(file, firstFile, first.draws, "draws");
            warmup.requireSameLength(file, firstFile, first.warmup, "draws of the warm-up");
        }
    }

    /**
     * A range of rows.
     *
     * @param values indexed [draw][column]
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on to Draws, never compared
    record Table(double[][] values, ChainStatistics statistics) {
        private void requireSameLength(Path file, Path firstFile, Table first, String what)
                throws IOException {
            if (values.length != first.values.length) {
                throw new IOException(
                        "%s: %d %s, but %s has %d"
                                .formatted(
                                        file, values.length, what, firstFile, first.values.length));
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
            numSamples = setting(text, CmdStanCsv.NUM_SAMPLES);
        } else if (text.startsWith(CmdStanCsv.NUM_WARMUP)) {
            numWarmup = setting(text, CmdStanCsv.NUM_WARMUP);
        } else if (text.startsWith(CmdStanCsv.SAVE_WARMUP)) {
            saveWarmup = setting(text, CmdStanCsv.SAVE_WARMUP) != 0;
        } else if (text.startsWith(CmdStanCsv.THIN)) {
            thin = Math.max(1, setting(text, CmdStanCsv.THIN));
        } else if (text.startsWith(CmdStanCsv.METRIC_RANK)) {
            metricRank = setting(text, CmdStanCsv.METRIC_RANK);
        } else if (text.equals(CmdStanCsv.INIT + CmdStanCsv.PATHFINDER)) {
            start = Initialization.PATHFINDER;
        } else if (text.startsWith(CmdStanCsv.GRADIENTS)) {
            gradients = integer(text.substring(CmdStanCsv.GRADIENTS.length()));
        } else if (text.startsWith(CmdStanCsv.STEP_SIZE)) {
            stepSize = number(text.substring(CmdStanCsv.STEP_SIZE.length()), "step size");
            warmupRows = rows.size();
        } else if (text.equals(CmdStanCsv.DIAGONAL)) {
            inverseMetric = new double[][] {metricRow(in)};
        } else if (text.equals(CmdStanCsv.DENSE)) {
            inverseMetric = matrix(in);
            dense = true;
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
        int kept = rows.size() - warmupRows;
        if (!complete || numSamples == null || kept != numSamples / thin) {
            throw damaged(
                    "the file is cut off: %d of %s draws%s"
                            .formatted(
                                    kept,
                                    numSamples == null ? "an unknown number of" : numSamples / thin,
                                    complete ? "" : ", and no line with the elapsed time"));
        }
        int expected = saveWarmup ? (numWarmup + thin - 1) / thin : 0;
        if (warmupRows != expected) {
            throw damaged(warmupRows + " draws of the warm-up, but the settings say " + expected);
        }
        if (gradients == null
                || stepSize == null
                || inverseMetric == null
                || warmupSeconds == null
                || samplingSeconds == null) {
            throw damaged("a comment line with gradients, step size, metric or times is missing");
        }
        var result =
                new ChainResult(
                        tuning(stepSize, inverseMetric),
                        start,
                        gradients,
                        warmupSeconds,
                        samplingSeconds);
        return new Chain(
                names, table(warmupRows, rows.size(), result), table(0, warmupRows, result));
    }

    private Tuning tuning(double step, double[][] inverse) {
        if (dense) {
            double[] diagonal = new double[inverse.length];
            Arrays.setAll(diagonal, i -> inverse[i][i]);
            return new Tuning(step, MetricKind.DENSE, inverse.length, diagonal, inverse);
        }
        MetricKind kind = metricRank == 0 ? MetricKind.DIAGONAL : MetricKind.LOW_RANK;
        return new Tuning(step, kind, metricRank, inverse[0], new double[0][]);
    }

    private Table table(int from, int to, ChainResult result) {
        double[][] values = new double[to - from][];
        for (int d = 0; d < values.length; d++) {
            double[] row = rows.get(from + d);
            values[d] = Arrays.copyOfRange(row, OWN, row.length);
        }
        return new Table(
                values,
                new ChainStatistics(
                        sampler(from, to, 0),
                        sampler(from, to, 1),
                        sampler(from, to, 2),
                        counts(from, to, 0),
                        counts(from, to, 1),
                        divergent(from, to),
                        sampler(from, to, 6),
                        result));
    }

    private double[] sampler(int from, int to, int column) {
        return rows.subList(from, to).stream().mapToDouble(row -> row[column]).toArray();
    }

    private int[] counts(int from, int to, int which) {
        return counts.subList(from, to).stream().mapToInt(count -> count[which]).toArray();
    }

    private boolean[] divergent(int from, int to) {
        boolean[] result = new boolean[to - from];
        for (int d = 0; d < result.length; d++) {
            result[d] = counts.get(from + d)[2] != 0;
        }
        return result;
    }

    /** A square matrix, one row per line. */
    private double[][] matrix(BufferedReader in) throws IOException {
        double[] first = metricRow(in);
        double[][] matrix = new double[first.length][];
        for (int i = 0; i < matrix.length; i++) {
            matrix[i] = i == 0 ? first : metricRow(in);
            if (matrix[i].length != first.length) {
                throw damaged("a row of the inverse metric has " + matrix[i].length + " values");
            }
        }
        return matrix;
    }

    private double[] metricRow(BufferedReader in) throws IOException {
        line++;
        String text = in.readLine();
        if (text == null || !text.startsWith("#")) {
            throw damaged("a row of the inverse metric is missing");
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

    /** The integer of a settings line, which may say that it is the default. */
    private int setting(String text, String key) throws IOException {
        String value = text.substring(key.length()).replace(" (Default)", "");
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw damaged("\"%s\" is not an integer".formatted(value));
        }
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

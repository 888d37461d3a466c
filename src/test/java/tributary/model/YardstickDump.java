package tributary.model;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What {@code limit SIZE dump} of the C yardstick writes: its data and density at some points. */
record YardstickDump(Yardstick data, List<Point> points) {
    /**
     * The log density at a point of the C program's unconstrained coordinates.
     *
     * @param q length D
     * @param gradient length D
     */
    @SuppressWarnings("ArrayRecordComponent") // plain data, never compared
    record Point(double[] q, double logDensity, double[] gradient) {}

    static YardstickDump read(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        int weeks = bytes.getInt();
        int geos = bytes.getInt();
        int channels = bytes.getInt();
        int dimension = bytes.getInt();
        int points = bytes.getInt();
        DoubleBuffer values = bytes.slice().order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer();
        var data =
                new Yardstick(
                        weeks,
                        geos,
                        channels,
                        next(values, channels * geos * weeks),
                        next(values, geos * weeks),
                        next(values, weeks * Yardstick.CONTROLS));
        List<Point> read = new ArrayList<>();
        for (int p = 0; p < points; p++) {
            read.add(new Point(next(values, dimension), values.get(), next(values, dimension)));
        }
        return new YardstickDump(data, List.copyOf(read));
    }

    private static double[] next(DoubleBuffer values, int n) {
        double[] result = new double[n];
        values.get(result);
        return result;
    }
}

package tributary.model;

import tributary.math.CellLayout;
import tributary.math.HillAdstock;
import tributary.math.Kernels;

import java.util.Arrays;

/**
 * Adstock, saturation and sum of all channels with geometric adstock and a Hill curve in one term:
 * what {@link GeometricAdstock}, {@link HillSaturation} and {@link MediaSum} compute one after
 * another, without the cells between them.
 *
 * <p>Spend is data and nothing but the linear predictors reads h, so that the backward pass of a
 * channel is a few sums. Where a channel acts on one predictor only, they are over the adjoint of
 * that predictor as it is.
 *
 * @param channels in any order
 * @param sums cell slots of the M of all predictors, written; 0 where no channel adds to them
 * @param layout of the cells
 * @param geos most geos that one pass treats
 */
@SuppressWarnings("ArrayRecordComponent") // a term is plain data, never compared
record MediaResponse(Channel[] channels, int[] sums, CellLayout layout, int geos) implements Term {
    /**
     * A channel with its transform.
     *
     * @param media scaled media by cell, constants
     * @param decay slot of λ, or −1: no adstock
     * @param halfSaturation slot of K
     * @param slope slot of S
     * @param paths out of it, at least one
     */
    @SuppressWarnings("ArrayRecordComponent") // plain data, never compared
    record Channel(double[] media, int decay, int halfSaturation, int slope, Path[] paths) {
        /** The same with one path more. */
        Channel with(Path path) {
            Path[] more = Arrays.copyOf(paths, paths.length + 1);
            more[paths.length] = path;
            return new Channel(media, decay, halfSaturation, slope, more);
        }
    }

    /**
     * Into one predictor.
     *
     * @param coefficients slots of β by geo, or one for all
     * @param sum cell slot of the predictor's M
     */
    @SuppressWarnings("ArrayRecordComponent") // plain data, never compared
    record Path(int[] coefficients, int sum) {
        int coefficient(int geo) {
            return coefficients.length == 1 ? coefficients[0] : coefficients[geo];
        }
    }

    /** What one thread computes on. */
    HillAdstock.Tile newTile() {
        int paths = Arrays.stream(channels).mapToInt(channel -> channel.paths.length).sum();
        return new HillAdstock.Tile(
                geos * channels.length, layout.start(1), channels.length, paths);
    }

    /** Curves for one workspace, without parameters. */
    HillAdstock newCurves() {
        return new HillAdstock(
                layout.steps(),
                Arrays.stream(channels).mapToDouble(channel -> largest(channel.media)).toArray());
    }

    private static double largest(double[] media) {
        double largest = 0;
        for (double x : media) {
            largest = Math.max(largest, x);
        }
        return largest;
    }

    @Override
    public Scope scope() {
        return Scope.GEOS;
    }

    /** Takes over the parameters; before the first forward pass. */
    void open(Workspace w) {
        for (int u = 0; u < channels.length; u++) {
            Channel channel = channels[u];
            w.curves.set(
                    u, decay(w, channel), w.theta[channel.halfSaturation], w.theta[channel.slope]);
        }
        w.curves.open();
    }

    private static double decay(Workspace w, Channel channel) {
        return channel.decay < 0 ? 0 : w.theta[channel.decay];
    }

    @Override
    public void forward(Workspace w) {
        for (int sum : sums) {
            Kernels.fill(0, w.cells[sum], w.from, w.to);
        }
        int series = 0;
        for (int g = w.firstGeo; g < w.endGeo; g++) {
            int start = layout.start(g);
            for (int u = 0; u < channels.length; u++) {
                w.curves.ends(u, channels[u].media, start, w.tile);
            }
            w.curves.join(w.tile);
            for (int u = 0; u < channels.length; u++) {
                Channel channel = channels[u];
                Path[] paths = channel.paths;
                double beta = w.theta[paths[0].coefficient(g)];
                double[] sum = w.cells[paths[0].sum];
                w.curves.forward(u, channel.media, start, w.tile, series, beta, sum, start);
                for (int k = 1; k < paths.length; k++) {
                    double other = w.theta[paths[k].coefficient(g)];
                    w.tile.addTo(series, other, w.cells[paths[k].sum], start);
                }
                series++;
            }
        }
    }

    @Override
    public void backward(Workspace w) {
        int series = 0;
        for (int g = w.firstGeo; g < w.endGeo; g++) {
            int row = 0;
            for (int u = 0; u < channels.length; u++) {
                Path[] paths = channels[u].paths;
                switch (paths.length) {
                    case 1 -> backwardOfOne(w, u, g, series, row);
                    case 2 -> backwardOfTwo(w, u, g, series, row);
                    default -> backwardOfMany(w, u, g, series, row);
                }
                series++;
                row += paths.length;
            }
            w.tile.reduce();
            addBetaBars(w, g);
        }
    }

    private void addBetaBars(Workspace w, int g) {
        int row = 0;
        for (int u = 0; u < channels.length; u++) {
            for (Path path : channels[u].paths) {
                w.thetaBar[path.coefficient(g)] += w.tile.betaBar(row++);
            }
        }
    }

    private void backwardOfOne(Workspace w, int u, int g, int series, int row) {
        Path path = channels[u].paths[0];
        double[] bar = w.cellsBar[path.sum];
        double beta = w.theta[path.coefficient(g)];
        w.curves.backward(u, bar, layout.start(g), w.tile, series, beta, row);
    }

    private void backwardOfTwo(Workspace w, int u, int g, int series, int row) {
        Path first = channels[u].paths[0];
        Path second = channels[u].paths[1];
        w.curves.backward(
                u,
                w.cellsBar[first.sum],
                w.theta[first.coefficient(g)],
                w.cellsBar[second.sum],
                w.theta[second.coefficient(g)],
                layout.start(g),
                w.tile,
                series,
                row);
    }

    private void backwardOfMany(Workspace w, int u, int g, int series, int row) {
        Path[] paths = channels[u].paths;
        for (int k = 0; k < paths.length; k++) {
            double[] bar = w.cellsBar[paths[k].sum];
            double beta = w.theta[paths[k].coefficient(g)];
            w.tile.gather(k == 0, series, bar, layout.start(g), beta, row + k);
        }
        w.curves.backward(u, w.tile, series);
    }

    /** Adds the adjoints of the curves' parameters; after the last backward pass. */
    void close(Workspace w) {
        w.curves.close();
        for (int u = 0; u < channels.length; u++) {
            Channel channel = channels[u];
            if (channel.decay >= 0) {
                w.thetaBar[channel.decay] += w.curves.decayBar(u);
            }
            w.thetaBar[channel.halfSaturation] += w.curves.halfSaturationBar(u);
            w.thetaBar[channel.slope] += w.curves.slopeBar(u);
        }
    }
}

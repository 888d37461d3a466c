package tributary.model;

import tributary.math.CellLayout;
import tributary.math.HillAdstock;
import tributary.math.Kernels;
import tributary.math.LaneLayout;

import java.util.Arrays;
import java.util.List;

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
record MediaResponse(List<Channel> channels, int[] sums, CellLayout layout, int geos)
        implements Term {
    MediaResponse {
        channels = List.copyOf(channels);
    }

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
        return new HillAdstock.Tile(geos * channels.size(), layout.start(1));
    }

    /** Curves for one workspace, without parameters. */
    HillAdstock[] newCurves() {
        return channels.stream()
                .map(channel -> new HillAdstock(layout.steps(), largest(channel.media)))
                .toArray(HillAdstock[]::new);
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
        double[] logs = w.slotScratch;
        for (int u = 0; u < w.curves.length; u++) {
            Channel channel = channels.get(u);
            logs[u] = (1 - decay(w, channel)) / w.theta[channel.halfSaturation];
        }
        int end = LaneLayout.padded(w.curves.length);
        Arrays.fill(logs, w.curves.length, end, 1); // ordinary arguments are fastest
        Kernels.log(logs, logs, 0, end);
        for (int u = 0; u < w.curves.length; u++) {
            Channel channel = channels.get(u);
            w.curves[u].set(
                    decay(w, channel),
                    w.theta[channel.halfSaturation],
                    w.theta[channel.slope],
                    logs[u]);
        }
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
            for (int u = 0; u < w.curves.length; u++) {
                Channel channel = channels.get(u);
                Path[] paths = channel.paths;
                double beta = w.theta[paths[0].coefficient(g)];
                double[] sum = w.cells[paths[0].sum];
                w.curves[u].forward(channel.media, start, w.tile, series, beta, sum, start);
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
            int start = layout.start(g);
            for (int u = 0; u < w.curves.length; u++) {
                Path[] paths = channels.get(u).paths;
                switch (paths.length) {
                    case 1 -> backward(w, u, start, paths[0].sum, paths[0].coefficient(g), series);
                    case 2 -> backwardOfTwo(w, u, g, series);
                    default -> backwardOfMany(w, u, g, series);
                }
                series++;
            }
        }
    }

    private static void backward(Workspace w, int u, int start, int sum, int beta, int series) {
        double[] bar = w.cellsBar[sum];
        w.thetaBar[beta] += w.curves[u].backward(bar, start, w.tile, series, w.theta[beta]);
    }

    private void backwardOfTwo(Workspace w, int u, int g, int series) {
        Path first = channels.get(u).paths[0];
        Path second = channels.get(u).paths[1];
        int beta0 = first.coefficient(g);
        int beta1 = second.coefficient(g);
        w.thetaBar[beta0] +=
                w.curves[u].backward(
                        w.cellsBar[first.sum],
                        w.theta[beta0],
                        w.cellsBar[second.sum],
                        w.theta[beta1],
                        layout.start(g),
                        w.tile,
                        series);
        w.thetaBar[beta1] += w.tile.second();
    }

    private void backwardOfMany(Workspace w, int u, int g, int series) {
        Path[] paths = channels.get(u).paths;
        for (int k = 0; k < paths.length; k++) {
            double[] bar = w.cellsBar[paths[k].sum];
            int beta = paths[k].coefficient(g);
            w.thetaBar[beta] += w.tile.gather(k == 0, series, bar, layout.start(g), w.theta[beta]);
        }
        w.curves[u].backward(w.tile, series);
    }

    /** Adds the adjoints of the curves' parameters; after the last backward pass. */
    void close(Workspace w) {
        for (int u = 0; u < w.curves.length; u++) {
            Channel channel = channels.get(u);
            w.curves[u].gradient(w.scratch);
            if (channel.decay >= 0) {
                w.thetaBar[channel.decay] += w.scratch[0];
            }
            w.thetaBar[channel.halfSaturation] += w.scratch[1];
            w.thetaBar[channel.slope] += w.scratch[2];
        }
    }
}

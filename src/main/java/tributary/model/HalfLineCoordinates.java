package tributary.model;

import tributary.math.ExponentialFamily;

import java.util.List;

/**
 * Coordinates of parameters with one bound L, θ = L ± e with e = e^q, and their priors in closed
 * form where they have one. With the Jacobian q,
 *
 * <p>ln p(θ) + ln |dθ/dq| = k q − ½ ((q − μ)/σ)² − ½ ((e − m)/s)² − r e − v/e + constant:
 *
 * <p>(half-)normal m, s, k = 1; lognormal μ, σ, k = 0; gamma and exponential k = shape, r = rate;
 * inverse gamma k = −shape, v = scale. As ln x is q, nothing takes a logarithm.
 *
 * @param from first packed coordinate
 * @param to one past the last
 * @param bound L by packed coordinate
 * @param sign 1 above a lower bound, −1 below an upper one
 * @param lowest θ strictly inside its range
 * @param highest θ strictly inside its range
 * @param power k
 * @param logMean μ
 * @param inverseLogSd 1/σ or 0
 * @param mean m
 * @param inverseSd 1/s or 0
 * @param rate r
 * @param scale v
 */
@SuppressWarnings("ArrayRecordComponent") // plain data, never compared
record HalfLineCoordinates(
        int from,
        int to,
        double[] bound,
        double[] sign,
        double[] lowest,
        double[] highest,
        double[] power,
        double[] logMean,
        double[] inverseLogSd,
        double[] mean,
        double[] inverseSd,
        double[] rate,
        double[] scale) {
    static HalfLineCoordinates of(List<Coordinate> coordinates, int from) {
        int to = from + coordinates.size();
        double[][] room = new double[11][to];
        var block =
                new HalfLineCoordinates(
                        from, to, room[0], room[1], room[2], room[3], room[4], room[5], room[6],
                        room[7], room[8], room[9], room[10]);
        for (int i = from; i < to; i++) {
            block.set(i, coordinates.get(i - from));
        }
        return block;
    }

    private void set(int i, Coordinate each) {
        boolean above = each.isBoundedBelow();
        bound[i] = above ? each.range().lower() : each.range().upper();
        sign[i] = above ? 1 : -1;
        lowest[i] = above ? Math.nextUp(bound[i]) : -Double.MAX_VALUE;
        highest[i] = above ? Double.MAX_VALUE : Math.nextDown(bound[i]);
        ExponentialFamily prior = each.prior();
        power[i] = prior.power() + 1;
        logMean[i] = prior.logMean();
        inverseLogSd[i] = prior.inverseLogSd();
        mean[i] = sign[i] * (prior.mean() + each.shift() - bound[i]);
        inverseSd[i] = prior.inverseSd();
        rate[i] = prior.rate();
        scale[i] = prior.scale();
    }

    /** θ = L ± e; rounding may reach L and overflow ∞. */
    void constrain(CoordinateArrays p) {
        double[] e = p.exponential();
        double[] theta = p.theta();
        for (int i = from; i < to; i++) {
            e[i] = Math.min(Math.max(e[i], Double.MIN_VALUE), Double.MAX_VALUE);
            theta[i] = Math.min(Math.max(Math.fma(sign[i], e[i], bound[i]), lowest[i]), highest[i]);
        }
    }

    void evaluate(CoordinateArrays p) {
        double[] q = p.q();
        double[] e = p.exponential();
        double[] logDensity = p.logDensity();
        double[] score = p.score();
        double[] slope = p.slope();
        for (int i = from; i < to; i++) {
            double u = (q[i] - logMean[i]) * inverseLogSd[i];
            double z = (e[i] - mean[i]) * inverseSd[i];
            double inverse = scale[i] / e[i];
            logDensity[i] = power[i] * q[i] - 0.5 * (u * u + z * z) - rate[i] * e[i] - inverse;
            score[i] =
                    power[i]
                            - u * inverseLogSd[i]
                            - e[i] * (z * inverseSd[i] + rate[i])
                            + inverse;
            slope[i] = sign[i] * e[i];
        }
    }
}

package tributary.model;

import tributary.math.ExponentialFamily;

import java.util.List;

/**
 * Coordinates of parameters on (−∞, ∞), θ = q, with a normal prior or none here: ln p = −½ ((q −
 * m)/s)² + constant.
 *
 * @param from first packed coordinate
 * @param to one past the last
 * @param mean m − shift by packed coordinate
 * @param inverseSd 1/s, 0 where there is no prior here
 */
@SuppressWarnings("ArrayRecordComponent") // plain data, never compared
record IdentityCoordinates(int from, int to, double[] mean, double[] inverseSd) {
    static IdentityCoordinates of(List<Coordinate> coordinates, int from) {
        int to = from + coordinates.size();
        var block = new IdentityCoordinates(from, to, new double[to], new double[to]);
        for (int i = from; i < to; i++) {
            Coordinate each = coordinates.get(i - from);
            ExponentialFamily prior = each.prior();
            block.mean[i] = prior.mean() + each.shift();
            block.inverseSd[i] = prior.inverseSd();
        }
        return block;
    }

    void constrain(CoordinateArrays p) {
        System.arraycopy(p.q(), from, p.theta(), from, to - from);
    }

    void evaluate(CoordinateArrays p) {
        double[] q = p.q();
        double[] logDensity = p.logDensity();
        double[] score = p.score();
        double[] slope = p.slope();
        for (int i = from; i < to; i++) {
            double z = (q[i] - mean[i]) * inverseSd[i];
            logDensity[i] = -0.5 * z * z;
            score[i] = -z * inverseSd[i];
            slope[i] = 1;
        }
    }
}

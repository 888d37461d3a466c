package tributary.math;

import java.util.Optional;

/**
 * A normalised density of one real variable with its score; immutable and thread-safe, obtained
 * from {@link Distributions}.
 */
public sealed interface UnivariateDensity
        permits BetaDensity,
                ExponentialDensity,
                FoldedDensity,
                GammaDensity,
                InverseGammaDensity,
                LaplaceDensity,
                LogNormalDensity,
                NormalDensity,
                ParetoDensity,
                StudentTDensity,
                TruncatedNormalDensity,
                UniformDensity {
    /** Lower end of the support, −∞ or finite. */
    double lower();

    /** Upper end of the support, ∞ or finite. */
    double upper();

    /** ln p(x); −∞ outside the support. */
    double logDensity(double x);

    /** d ln p/dx inside the support; meaningless outside. */
    double score(double x);

    /** The same density on its support by coefficients, where it is in that family. */
    Optional<ExponentialFamily> exponentialFamily();

    /** One draw from a sequential stream, inside the support. */
    double sample(RandomStream random);
}

package tributary.math;

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

    /** One draw from a sequential stream, inside the support. */
    double sample(RandomStream random);
}

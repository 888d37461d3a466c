package tributary.mcmc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import tributary.diagnostics.Diagnostics;
import tributary.diagnostics.Ess;
import tributary.diagnostics.Mcse;
import tributary.diagnostics.Quantiles;
import tributary.diagnostics.Rhat;
import tributary.diagnostics.Verdict;
import tributary.mcmc.targets.PosteriorDb;
import tributary.mcmc.targets.PosteriorDb.Reference;
import tributary.mcmc.targets.Target;

import java.util.List;

/**
 * Reference posteriors of posteriordb (10 000 draws each): |z| < 4 for mean, sd, mean square and
 * the 5 % and 95 % quantiles, against the combined Monte-Carlo error, and R-hat < 1.01; Stein's
 * identities on the same draws.
 *
 * <p>Five comparisons for each of 75 parameters, once in 16 000 false by chance, and mostly
 * dependent: for a new seed, all eleven together raise a false alarm with probability 2 %.
 */
class PosteriorDbTest {
    private static final double REFERENCE_DRAWS = 10_000;
    private static final double Z = 4;

    /** Per coordinate two identities of |z| < 4.5, false once in 150 000. */
    private static final double STEIN_Z = 4.5;

    /** The three that take least time. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "eight_schools-eight_schools_noncentered",
                "gp_pois_regr-gp_regr",
                "mesquite-logmesquite_logvas"
            })
    void agreesWithTheReferenceDraws(String folder) {
        check(folder, NutsOptions.defaults().withTargetAccept(0.9).withSeed(20));
    }

    private static List<String> all() {
        return PosteriorDb.folders();
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("all")
    void agreesWithTheReferenceDrawsInLongRuns(String folder) {
        NutsOptions options =
                NutsOptions.defaults().withDraws(4000).withTargetAccept(0.9).withSeed(22);
        boolean funnel = folder.equals("eight_schools-eight_schools_centered");
        check(folder, funnel ? options.withDraws(8000).withTargetAccept(0.99) : options);
    }

    @Test
    void theCentredParametrisationDivergesAndTheVerdictSaysSo() {
        Target target = PosteriorDb.of("eight_schools-eight_schools_centered");
        NutsOptions options = NutsOptions.defaults().withSeed(3);
        Diagnostics diagnostics = Diagnostics.of(Nuts.sample(target.density(), options), 10);

        int divergences = diagnostics.chains().stream().mapToInt(c -> c.divergences()).sum();
        assertThat(divergences).isPositive();
        assertThat(diagnostics.verdict().level()).isNotEqualTo(Verdict.Level.PASS);
        assertThat(diagnostics.verdict().reasons()).anyMatch(r -> r.contains("draws diverged"));
    }

    private static void check(String folder, NutsOptions options) {
        Target target = PosteriorDb.of(folder);
        Draws draws = Nuts.sample(target.density(), options);
        Draws reported = MonteCarlo.reported(target, draws);
        PosteriorDb.references(folder)
                .forEach((name, reference) ->
                        compare(
                                folder + " " + name,
                                reported.column(reported.indexOf(name)),
                                reference));
        SteinIdentities.check(folder, target.density(), draws, STEIN_Z);
    }

    private static void compare(String name, double[][] x, Reference reference) {
        assertThat(Rhat.of(x)).as(name + " R-hat").isLessThan(1.01);
        double[][] squares = MonteCarlo.map(x, v -> v * v);
        double mean = MonteCarlo.mean(x);
        double meanSquare = MonteCarlo.mean(squares);
        double q05 = Quantiles.of(x, 0.05);
        double q95 = Quantiles.of(x, 0.95);
        compare(name + " mean", mean, Mcse.mean(x), reference.mean(), reference.mcseMean());
        compare(
                name + " mean square",
                meanSquare,
                Mcse.mean(squares),
                reference.meanSquare(),
                reference.mcseMeanSquare());
        compare(name + " q05", q05, Mcse.quantile(x, 0.05), reference.q05(), reference.mcseQ05());
        compare(name + " q95", q95, Mcse.quantile(x, 0.95), reference.q95(), reference.mcseQ95());
        // The reference gives no error of its sd: ours, at its number of independent draws.
        double[][] centred = MonteCarlo.map(x, v -> (v - mean) * (v - mean));
        double mcseSd = Mcse.sd(x);
        double referenceMcseSd = mcseSd * Math.sqrt(Ess.mean(centred) / REFERENCE_DRAWS);
        double sd = Math.sqrt(MonteCarlo.mean(centred));
        compare(name + " sd", sd, mcseSd, reference.sd(), referenceMcseSd);
    }

    private static void compare(
            String what, double value, double mcse, double reference, double referenceMcse) {
        double z = (value - reference) / Math.hypot(mcse, referenceMcse);
        assertThat(z).as("z of %s: %s against %s", what, value, reference).isBetween(-Z, Z);
    }
}

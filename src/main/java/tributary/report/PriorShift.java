package tributary.report;

import tributary.fit.PriorPosterior;

import java.util.ArrayList;
import java.util.List;

/** The section on what the data added to the priors, one pair of densities for each quantity. */
record PriorShift(List<Quantity> quantities, String unlearned) {
    /** Contraction below which the data are said to have changed nothing. */
    private static final double LITTLE = 0.1;

    /** Most densities that are drawn; the table holds all. */
    private static final int DRAWN = 120;

    /** One quantity; {@code chart} is the name of its chart, empty where there are too many. */
    record Quantity(
            String name,
            String chart,
            String prior,
            String posterior,
            String contraction,
            String words) {}

    /** The section of a run; charts are "prior-0", "prior-1" and so on. */
    static PriorShift of(List<PriorPosterior> priors, Charts charts) {
        List<Quantity> quantities = new ArrayList<>();
        for (PriorPosterior prior : priors) {
            String chart =
                    quantities.size() < DRAWN
                            ? charts.add(
                                    "prior-" + quantities.size(),
                                    new Chart.Density(
                                            prior.edges(), prior.prior(), prior.posterior()))
                            : "";
            quantities.add(quantity(prior, chart));
        }
        long unlearned = priors.stream().filter(prior -> prior.contraction() < LITTLE).count();
        return new PriorShift(
                quantities,
                unlearned == 0
                        ? ""
                        : "The data hardly narrowed %s of these %s quantities: what is said of them, and of what rests on them, is mostly the prior."
                                .formatted(Numbers.count(unlearned), Numbers.count(priors.size())));
    }

    private static Quantity quantity(PriorPosterior prior, String chart) {
        return new Quantity(
                prior.name(),
                chart,
                estimate(prior.priorInterval()),
                estimate(prior.posteriorInterval()),
                Numbers.fixed(prior.contraction(), 2),
                words(prior.contraction()));
    }

    private static String estimate(double[] interval) {
        return Numbers.briefEstimate(interval[1], interval[0], interval[2]);
    }

    private static String words(double contraction) {
        if (Double.isNaN(contraction)) {
            return "";
        }
        if (contraction < -LITTLE) {
            return "wider than the prior, which favours other values";
        }
        if (contraction < LITTLE) {
            return "as the prior: the data hardly say anything";
        }
        return contraction < 0.5 ? "prior and data both matter" : "mostly from the data";
    }
}

package tributary.spec;

import java.util.List;
import java.util.Optional;

/**
 * Priors by parameter name, as layers: an override, then the file it extends, and so on.
 *
 * <p>The first layer with a matching pattern decides; within a layer the most specific pattern
 * (most literal characters; a qualifier breaks ties) wins. A pattern is a parameter name with
 * {@code *} for any run of characters, optionally followed by {@code :qualifier}, which restricts
 * it to parameters of that kind ({@code coefficient_*_to_*:positive}).
 *
 * @param layers highest priority first
 */
public record PriorSet(List<Layer> layers) {
    public PriorSet {
        layers = List.copyOf(layers);
    }

    /**
     * One file or one object of overrides.
     *
     * @param origin file name or JSON path, for messages
     * @param mustMatch whether a pattern that matches no parameter is an error
     */
    public record Layer(String origin, boolean mustMatch, List<Entry> entries) {
        public Layer {
            entries = List.copyOf(entries);
        }
    }

    /** One line of a layer; {@code where} is its JSON path for messages. */
    public record Entry(String pattern, Prior prior, String where) {
        /** Whether this entry speaks of the parameter. */
        public boolean matches(String parameter, String qualifier) {
            throw new IllegalStateException("skeleton");
        }
    }

    /** A found prior and the layer it stands in (0: the highest). */
    public record Match(Prior prior, Entry entry, int layer) {}

    /** The prior of a parameter, or empty where no pattern matches. */
    public Optional<Match> find(String parameter, String qualifier) {
        throw new IllegalStateException("skeleton");
    }
}

package tributary.spec;

import java.util.List;
import java.util.Optional;

/**
 * Priors by parameter name, as layers: an override, then the file it extends, and so on.
 *
 * <p>The first layer with a matching pattern decides; within a layer the most specific pattern
 * (most literal characters; a qualifier breaks ties) wins. A pattern is a parameter name with
 * {@code *} for any run of characters, optionally followed by {@code :qualifier}, which restricts
 * it to parameters of that kind ({@code coefficient_*_to_*:positive}). Of equally specific patterns
 * the first wins.
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
     * @param origin name of the file, for messages
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
            return (!isQualified() || qualifier().equals(qualifier)) && glob(name(), parameter);
        }

        /** The pattern without its qualifier. */
        String name() {
            return isQualified() ? pattern.substring(0, pattern.indexOf(':')) : pattern;
        }

        /** The qualifier, or an empty text. */
        String qualifier() {
            return isQualified() ? pattern.substring(pattern.indexOf(':') + 1) : "";
        }

        private boolean isQualified() {
            return pattern.indexOf(':') >= 0;
        }

        /** Literal characters count double, so that a qualifier only breaks ties. */
        private int specificity() {
            long wildcards = name().chars().filter(c -> c == '*').count();
            return 2 * (name().length() - (int) wildcards) + (isQualified() ? 1 : 0);
        }

        /** Greedy match with one point of return, linear in practice and never exponential. */
        private static boolean glob(String pattern, String text) {
            int p = 0;
            int t = 0;
            int star = -1;
            int resume = 0;
            while (t < text.length()) {
                if (p < pattern.length() && pattern.charAt(p) == '*') {
                    star = p++;
                    resume = t;
                } else if (p < pattern.length() && pattern.charAt(p) == text.charAt(t)) {
                    p++;
                    t++;
                } else if (star >= 0) {
                    p = star + 1;
                    t = ++resume;
                } else {
                    return false;
                }
            }
            while (p < pattern.length() && pattern.charAt(p) == '*') {
                p++;
            }
            return p == pattern.length();
        }
    }

    /** A found prior and the layer it stands in (0: the highest). */
    public record Match(Prior prior, Entry entry, int layer) {}

    /** The prior of a parameter, or empty where no pattern matches. */
    public Optional<Match> find(String parameter, String qualifier) {
        for (int layer = 0; layer < layers.size(); layer++) {
            Optional<Entry> best =
                    layers.get(layer).entries().stream()
                            .filter(entry -> entry.matches(parameter, qualifier))
                            .reduce((a, b) -> b.specificity() > a.specificity() ? b : a);
            if (best.isPresent()) {
                return Optional.of(new Match(best.get().prior(), best.get(), layer));
            }
        }
        return Optional.empty();
    }
}

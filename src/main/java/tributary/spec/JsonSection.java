package tributary.spec;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.DoublePredicate;

/**
 * One JSON object being read: hands out checked values and reports every key nobody asked for.
 *
 * <p>A wrong value is noted as a problem and answered with the default, so that reading goes on and
 * finds the rest.
 */
final class JsonSection {
    /** Doubles up to here hold every whole number. */
    private static final double MAX_EXACT = 0x1p53;

    private final JsonNode node;
    private final String where;
    private final Problems problems;
    private final Set<String> asked = new LinkedHashSet<>();

    /** A section; a node that is not an object is a problem and read as if it were empty. */
    JsonSection(@Nullable JsonNode node, String where, Problems problems) {
        this.node = node == null ? MissingNode.getInstance() : node;
        this.where = where;
        this.problems = problems;
        if (node != null && !node.isObject()) {
            problems.add(where, show(node) + " is not an object { … }");
        }
    }

    String where() {
        return where;
    }

    String where(String key) {
        return JsonFile.child(where, key);
    }

    Problems problems() {
        return problems;
    }

    boolean has(String key) {
        return node.get(key) != null;
    }

    /** Every key, in order of the file; all count as asked for. */
    List<String> keys() {
        asked.addAll(node.propertyNames());
        return List.copyOf(node.propertyNames());
    }

    void problem(String key, String message) {
        problems.add(where(key), message);
    }

    @Nullable JsonNode get(String key) {
        asked.add(key);
        return node.get(key);
    }

    JsonSection section(String key) {
        return new JsonSection(get(key), where(key), problems);
    }

    /** The elements of an array; anything else is a problem and no elements. */
    List<JsonNode> array(String key) {
        JsonNode value = get(key);
        if (value == null) {
            return List.of();
        }
        if (!value.isArray()) {
            problem(key, show(value) + " is not an array [ … ]");
            return List.of();
        }
        return List.copyOf(value.values());
    }

    /** The elements of an array that must be objects. */
    List<JsonSection> sections(String key) {
        List<JsonSection> sections = new ArrayList<>();
        for (JsonNode element : array(key)) {
            String place = where(key) + "[" + sections.size() + "]";
            sections.add(new JsonSection(element, place, problems));
        }
        return sections;
    }

    Optional<String> text(String key) {
        JsonNode value = get(key);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isString() || value.stringValue().isBlank()) {
            problem(key, show(value) + " is not a text");
            return Optional.empty();
        }
        return Optional.of(value.stringValue());
    }

    /** The texts of an array, each once; anything else is a problem and left out. */
    List<String> names(String key) {
        Set<String> names = new LinkedHashSet<>();
        int i = 0;
        for (JsonNode element : array(key)) {
            String place = where(key) + "[" + i++ + "]";
            if (!element.isString() || element.stringValue().isBlank()) {
                problems.add(place, show(element) + " is not a text");
            } else if (!names.add(element.stringValue())) {
                problems.add(place, show(element) + " stands here a second time");
            }
        }
        return List.copyOf(names);
    }

    /** A text that must be there; answered with an empty one where it is not. */
    String requiredText(String key, String what) {
        require(key, what);
        return text(key).orElse("");
    }

    /** Notes a problem where a key is missing. */
    void require(String key, String what) {
        if (node.isObject() && !has(key)) {
            problems.add(where, "the key " + Words.quote(key) + " is missing: " + what);
        }
    }

    Optional<LocalDate> date(String key) {
        return text(key)
                .flatMap(text -> {
                    try {
                        return Optional.of(LocalDate.parse(text));
                    } catch (DateTimeParseException e) {
                        problem(
                                key,
                                Words.quote(text)
                                        + " is not a date as in \"2024-01-07\" (ISO 8601)");
                        return Optional.empty();
                    }
                });
    }

    boolean flag(String key, boolean whenAbsent) {
        JsonNode value = get(key);
        if (value == null || value.isBoolean()) {
            return value == null ? whenAbsent : value.booleanValue();
        }
        problem(key, show(value) + " is not true or false");
        return whenAbsent;
    }

    /** A finite number; {@code allowed} says in words what {@code range} tests. */
    OptionalDouble number(String key, DoublePredicate range, String allowed) {
        return number(get(key), where(key), range, allowed);
    }

    /** As {@link #number(String, DoublePredicate, String)}, with the range in its own words. */
    OptionalDouble number(String key, NumberRange range) {
        return number(key, range::contains, range.words());
    }

    /** A number that must be there; answered with NaN where it is not. */
    double requiredNumber(String key, NumberRange range, String what) {
        require(key, what);
        return number(key, range).orElse(Double.NaN);
    }

    /** As {@link #number(String, DoublePredicate, String)}, for a node of this section. */
    OptionalDouble number(
            @Nullable JsonNode value, String place, DoublePredicate range, String allowed) {
        if (value == null) {
            return OptionalDouble.empty();
        }
        if (!value.isNumber()) {
            problems.add(place, show(value) + " is not a number; allowed: " + allowed);
            return OptionalDouble.empty();
        }
        double number = value.doubleValue() + 0.0;
        if (Double.isInfinite(number)) {
            return OptionalDouble.empty(); // reported by JsonFile
        }
        if (!range.test(number)) {
            problems.add(place, show(value) + " is out of range; allowed: " + allowed);
            return OptionalDouble.empty();
        }
        if (!Limits.isOfUsableSize(number)) {
            problems.add(place, show(value) + " is not usable; allowed: " + Limits.USABLE_SIZE);
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(number);
    }

    int integer(String key, int whenAbsent, IntegerRange range) {
        return (int) integer(key, (long) whenAbsent, range);
    }

    long integer(String key, long whenAbsent, IntegerRange range) {
        JsonNode value = get(key);
        if (value == null) {
            return whenAbsent;
        }
        if (value.isNumber() && Double.isInfinite(value.doubleValue())) {
            return whenAbsent; // reported by JsonFile
        }
        if (!isWhole(value)) {
            problem(key, show(value) + " is not a whole number; allowed: " + range.words());
            return whenAbsent;
        }
        if (!range.contains(value.longValue())) {
            problem(key, show(value) + " is out of range; allowed: " + range.words());
            return whenAbsent;
        }
        return value.longValue();
    }

    /** Whether a number is whole, as {@code 3}, {@code 3.0} and {@code 3e0} are. */
    private static boolean isWhole(JsonNode value) {
        if (value.isIntegralNumber()) {
            return value.canConvertToLong();
        }
        double x = value.isNumber() ? value.doubleValue() : Double.NaN;
        return x == Math.rint(x) && Math.abs(x) <= MAX_EXACT;
    }

    /** One of the words of an enum. */
    <E extends Enum<E>> E word(String key, E whenAbsent, E[] constants) {
        JsonNode value = get(key);
        if (value == null) {
            return whenAbsent;
        }
        String word = value.isString() ? value.stringValue() : "";
        Map<String, E> words = Words.of(constants);
        E meaning = words.get(word);
        if (meaning != null) {
            return meaning;
        }
        String hint = Words.didYouMean(word, words.keySet());
        String allowed = "; allowed: " + Words.list(words.keySet());
        problem(key, show(value) + " is not known" + hint + allowed);
        return whenAbsent;
    }

    /** Reports every key that was not asked for. */
    void close() {
        for (String key : node.propertyNames()) {
            if (!asked.contains(key)) {
                String hint = Words.didYouMean(key, asked);
                String message = "unknown key " + Words.quote(key) + hint;
                problem(key, hint.isEmpty() ? message + "; known: " + known() : message);
            }
        }
    }

    private String known() {
        return Words.list(asked);
    }

    /** A value for messages: texts quoted, containers by their kind. */
    static String show(JsonNode value) {
        if (value.isString()) {
            return Words.quote(value.stringValue());
        }
        if (value.isObject()) {
            return "an object";
        }
        if (value.isArray()) {
            return "an array";
        }
        String text = value.toString();
        return text.length() > 80 ? text.substring(0, 80) + "…" : text;
    }
}

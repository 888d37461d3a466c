package tributary.spec;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Pieces of a JSON Schema, draft 2020-12, each with the description that an editor shows. */
final class SchemaNodes {
    private static final String DATE = "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$";

    private SchemaNodes() {}

    private static ObjectNode node() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static ObjectNode typed(String type, String description) {
        return node().put("type", type).put("description", description);
    }

    /** Whatever there is. */
    static ObjectNode anything(String description) {
        return node().put("description", description);
    }

    /** Any text that is not blank. */
    static ObjectNode text(String description) {
        return pattern(description, "\\S");
    }

    /** A text with a match of a regular expression, of the kind that Java and ECMAScript share. */
    static ObjectNode pattern(String description, String expression) {
        return typed("string", description).put("pattern", expression);
    }

    static ObjectNode name(String description) {
        return pattern(description, NodeReader.NAME_PATTERN);
    }

    static ObjectNode date(String description) {
        return pattern(description, DATE).put("format", "date");
    }

    /** One of the words of an enum. */
    static ObjectNode words(String description, Enum<?>[] constants) {
        ObjectNode schema = typed("string", description);
        ArrayNode words = schema.putArray("enum");
        for (Enum<?> constant : constants) {
            words.add(Words.of(constant));
        }
        return schema;
    }

    /** One of the words of an enum, with the one that an absent key means. */
    static <E extends Enum<E>> ObjectNode words(String description, E[] constants, E whenAbsent) {
        return words(description, constants).put("default", Words.of(whenAbsent));
    }

    /** Exactly this word. */
    static ObjectNode word(String word) {
        return node().put("const", word);
    }

    static ObjectNode flag(String description, boolean whenAbsent) {
        return typed("boolean", description).put("default", whenAbsent);
    }

    static ObjectNode number(String description, NumberRange range) {
        ObjectNode schema = typed("number", description);
        end(schema, range.lowAllowed() ? "minimum" : "exclusiveMinimum", range.low());
        end(schema, range.highAllowed() ? "maximum" : "exclusiveMaximum", range.high());
        return schema;
    }

    private static void end(ObjectNode schema, String keyword, double value) {
        if (value == Math.rint(value) && !Double.isInfinite(value)) {
            schema.put(keyword, (long) value);
        } else if (!Double.isInfinite(value)) {
            schema.put(keyword, value);
        }
    }

    static ObjectNode integer(String description, IntegerRange range) {
        return typed("integer", description)
                .put("minimum", range.low())
                .put("maximum", range.high());
    }

    /** An array of any length. */
    static ObjectNode list(String description, ObjectNode items) {
        ObjectNode schema = typed("array", description);
        schema.set("items", items);
        return schema;
    }

    /** An array of texts, each once. */
    static ObjectNode names(String description) {
        return list(description, node().put("type", "string").put("pattern", "\\S"))
                .put("uniqueItems", true);
    }

    /** An object with keys of the user's own. */
    static ObjectNode map(String description, ObjectNode values) {
        ObjectNode schema = typed("object", description);
        schema.set("additionalProperties", values);
        return schema;
    }

    /** One of several forms. */
    static ObjectNode either(String description, ObjectNode... forms) {
        ObjectNode schema = node().put("description", description);
        ArrayNode array = schema.putArray("anyOf");
        for (ObjectNode form : forms) {
            array.add(form);
        }
        return schema;
    }

    /** What stands under a key of {@code $defs}. */
    static ObjectNode reference(String definition) {
        return node().put("$ref", "#/$defs/" + definition);
    }

    /** An object whose keys are all known. */
    static final class Keys {
        private final ObjectNode schema;
        private final ObjectNode properties;

        private Keys(String description) {
            schema = typed("object", description);
            properties = schema.putObject("properties");
        }

        static Keys of(String description) {
            return new Keys(description);
        }

        Keys key(String key, ObjectNode value) {
            properties.set(key, value);
            return this;
        }

        Keys requiredKey(String key, ObjectNode value) {
            ArrayNode required =
                    schema.get("required") instanceof ArrayNode array
                            ? array
                            : schema.putArray("required");
            required.add(key);
            return key(key, value);
        }

        ObjectNode toJson() {
            return schema.put("additionalProperties", false);
        }
    }

    /** Starts a condition: the value under a key is there and matches. */
    static void when(ObjectNode schema, String key, ObjectNode matches) {
        ObjectNode condition = schema.putObject("if");
        condition.putObject("properties").set(key, matches);
        condition.putArray("required").add(key);
    }
}

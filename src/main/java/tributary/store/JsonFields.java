package tributary.store;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One JSON object of a result file, read field by field; an error names the file, the JSON path and
 * what was expected.
 */
record JsonFields(Path file, String path, JsonNode node) {
    /** Turns an element of an array into a value. */
    @FunctionalInterface
    interface Reader<T> {
        T read(JsonFields fields) throws IOException;
    }

    static JsonFields of(Path file) throws IOException {
        return object(file, "$", Json.parse(file));
    }

    /** Every element of a file that holds one array. */
    static <T> List<T> list(Path file, Reader<T> reader) throws IOException {
        return list(file, "$", Json.parse(file), reader);
    }

    JsonFields object(String key) throws IOException {
        return object(file, path + "." + key, node.get(key));
    }

    boolean has(String key) {
        return node.has(key);
    }

    <T> List<T> list(String key, Reader<T> reader) throws IOException {
        return list(file, path + "." + key, node.get(key), reader);
    }

    /** The elements of an array of texts. */
    List<String> texts(String key) throws IOException {
        List<String> result = new ArrayList<>();
        JsonNode array = node.get(key);
        if (array == null || !array.isArray()) {
            throw wrong(file, path + "." + key, "an array");
        }
        for (JsonNode element : array) {
            if (!element.isString()) {
                throw wrong(file, path + "." + key + "[" + result.size() + "]", "a text");
            }
            result.add(element.stringValue());
        }
        return result;
    }

    String text(String key) throws IOException {
        return optionalText(key).orElseThrow(() -> wrong(file, path + "." + key, "a text"));
    }

    Optional<String> optionalText(String key) throws IOException {
        JsonNode value = node.get(key);
        if (value == null || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isString()) {
            throw wrong(file, path + "." + key, "a text or null");
        }
        return Optional.of(value.stringValue());
    }

    /** A number; null reads as NaN. */
    double number(String key) throws IOException {
        JsonNode value = node.get(key);
        if (value != null && value.isNull()) {
            return Double.NaN;
        }
        if (value == null || !value.isNumber()) {
            throw wrong(file, path + "." + key, "a number or null");
        }
        return value.doubleValue();
    }

    boolean flag(String key, boolean whenAbsent) throws IOException {
        JsonNode value = node.get(key);
        if (value == null) {
            return whenAbsent;
        }
        if (!value.isBoolean()) {
            throw wrong(file, path + "." + key, "true or false");
        }
        return value.booleanValue();
    }

    long integer(String key) throws IOException {
        JsonNode value = node.get(key);
        if (value == null || !value.isIntegralNumber() || !value.canConvertToLong()) {
            throw wrong(file, path + "." + key, "an integer");
        }
        return value.longValue();
    }

    int count(String key) throws IOException {
        JsonNode value = node.get(key);
        if (value == null || !value.isIntegralNumber() || !value.canConvertToInt()) {
            throw wrong(file, path + "." + key, "an integer");
        }
        return value.intValue();
    }

    IOException wrong(String key, String expected) {
        return wrong(file, path + "." + key, expected);
    }

    private static JsonFields object(Path file, String path, @Nullable JsonNode node)
            throws IOException {
        if (node == null || !node.isObject()) {
            throw wrong(file, path, "an object");
        }
        return new JsonFields(file, path, node);
    }

    private static <T> List<T> list(
            Path file, String path, @Nullable JsonNode node, Reader<T> reader) throws IOException {
        if (node == null || !node.isArray()) {
            throw wrong(file, path, "an array");
        }
        List<T> result = new ArrayList<>();
        for (JsonNode element : node) {
            String where = path + "[" + result.size() + "]";
            result.add(reader.read(object(file, where, element)));
        }
        return result;
    }

    private static IOException wrong(Path file, String path, String expected) {
        return new IOException(file + ": " + path + ": must be " + expected);
    }
}

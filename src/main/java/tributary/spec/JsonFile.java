package tributary.spec;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Parses JSON text of limited size and depth into a tree; duplicate keys are problems. */
final class JsonFile {
    private static final int MAX_BYTES = 10_000_000;
    private static final int MAX_DEPTH = 50;
    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(MAX_DEPTH)
                                    .maxStringLength(100_000)
                                    .maxNameLength(10_000)
                                    .build())
                    .build();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final String NOT_TEXT = "the file is not UTF-8 text; save it as UTF-8";

    private JsonFile() {}

    /**
     * The tree of a file.
     *
     * @throws SpecException if it cannot be read or is not JSON
     */
    static JsonNode read(Path file, Problems problems) {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in, problems);
        } catch (NoSuchFileException e) {
            throw problems.fatal("$", "there is no such file");
        } catch (IOException e) {
            String reason = Files.isDirectory(file) ? "it is a directory" : "" + e.getMessage();
            throw problems.fatal("$", "the file cannot be read: " + reason);
        }
    }

    /** As {@link #read(Path, Problems)}, from a stream that the caller closes. */
    static JsonNode read(InputStream in, Problems problems) throws IOException {
        byte[] bytes = in.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            throw problems.fatal("$", "the file is larger than " + MAX_BYTES + " bytes");
        }
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw problems.fatal("$", NOT_TEXT);
        }
        if (text.indexOf('\0') >= 0) { // as UTF-16 holds
            throw problems.fatal("$", NOT_TEXT);
        }
        return parse(text.startsWith("\uFEFF") ? text.substring(1) : text, problems);
    }

    private static JsonNode parse(String text, Problems problems) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            return root(parser, problems);
        }
    }

    private static JsonNode root(JsonParser parser, Problems problems) {
        try {
            if (parser.nextToken() == null) {
                throw problems.fatal("line 1", "the file is empty; a JSON object is needed");
            }
            JsonNode root = value(parser, "$", problems);
            if (parser.nextToken() != null) {
                throw problems.fatal(
                        position(parser.currentTokenLocation()),
                        "there is more text after the end of the JSON value");
            }
            return root;
        } catch (StreamConstraintsException e) {
            throw problems.fatal(position(parser.currentLocation()), tooBig(e));
        } catch (JacksonException e) {
            String message = "not valid JSON: " + JsonSyntax.explain(e.getOriginalMessage());
            throw problems.fatal(position(e.getLocation()), message);
        }
    }

    private static JsonNode value(JsonParser parser, String where, Problems problems) {
        JsonToken token = parser.currentToken();
        return switch (token) {
            case START_OBJECT -> object(parser, where, problems);
            case START_ARRAY -> array(parser, where, problems);
            case VALUE_STRING -> NODES.stringNode(parser.getString());
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser, where, problems);
            default -> NODES.nullNode();
        };
    }

    /** A number too large for a double is reported here, where its text is still known. */
    private static JsonNode number(JsonParser parser, String where, Problems problems) {
        String text = parser.getString();
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT && text.length() <= 18) {
            return NODES.numberNode(parser.getLongValue());
        }
        double number = Double.parseDouble(text);
        if (Double.isInfinite(number)) {
            problems.add(where, Words.quote(text) + " is too large for a number");
        }
        return parser.currentToken() == JsonToken.VALUE_NUMBER_INT && !Double.isInfinite(number)
                ? NODES.numberNode(parser.getBigIntegerValue())
                : NODES.numberNode(number);
    }

    private static ObjectNode object(JsonParser parser, String where, Problems problems) {
        ObjectNode object = NODES.objectNode();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            String inside = child(where, key);
            TokenStreamLocation location = parser.currentTokenLocation();
            parser.nextToken();
            JsonNode value = value(parser, inside, problems);
            if (object.has(key)) {
                problems.add(
                        inside,
                        "the key stands twice in one object, the second time on line "
                                + location.getLineNr());
            } else {
                object.set(key, value);
            }
        }
        return object;
    }

    private static ArrayNode array(JsonParser parser, String where, Problems problems) {
        ArrayNode array = NODES.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(parser, where + "[" + array.size() + "]", problems));
        }
        return array;
    }

    /** JSON path of a key: {@code $.data.file}, {@code $.priors["decay_*"]}. */
    static String child(String where, String key) {
        return IDENTIFIER.matcher(key).matches() && key.length() <= 80
                ? where + "." + key
                : where + "[" + Words.quote(key) + "]";
    }

    private static String tooBig(StreamConstraintsException e) {
        String message = e.getOriginalMessage();
        return message.contains("nesting depth")
                ? "nested more than " + MAX_DEPTH + " levels deep"
                : "too long a name, string or number";
    }

    private static String position(@Nullable TokenStreamLocation location) {
        return location == null
                ? "$"
                : "line " + location.getLineNr() + ", column " + location.getColumnNr();
    }
}

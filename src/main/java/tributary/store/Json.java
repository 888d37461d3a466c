package tributary.store;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** How result files are printed and parsed: indented, the same bytes everywhere, NaN as null. */
final class Json {
    // Jackson's fast writer may print other digits than Double.toString.
    private static final JsonMapper MAPPER =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .disable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
                                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                                    .build())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private static final DefaultIndenter INDENTER = new DefaultIndenter("  ", "\n");

    private Json() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    /** Sets a number; NaN and infinities, which JSON has no word for, become null. */
    static void put(ObjectNode object, String key, double value) {
        if (Double.isFinite(value)) {
            object.put(key, value);
        } else {
            object.putNull(key);
        }
    }

    static void put(ObjectNode object, String key, Optional<String> value) {
        value.ifPresentOrElse(text -> object.put(key, text), () -> object.putNull(key));
    }

    static String print(JsonNode node) {
        var printer =
                new DefaultPrettyPrinter().withObjectIndenter(INDENTER).withArrayIndenter(INDENTER);
        return MAPPER.writer().with(printer).writeValueAsString(node) + "\n";
    }

    /** The tree of a text that {@link #print} made. */
    static JsonNode parse(String text) {
        return MAPPER.readTree(text);
    }

    /**
     * The tree of a file.
     *
     * @throws IOException if it cannot be read or is not JSON, naming file, line and column
     */
    static JsonNode parse(Path file) throws IOException {
        String text = Files.readString(file);
        try {
            return MAPPER.readTree(text);
        } catch (JacksonException e) {
            var at = e.getLocation();
            throw new IOException(
                    "%s:%d:%d: %s"
                            .formatted(
                                    file,
                                    at == null ? 1 : at.getLineNr(),
                                    at == null ? 1 : at.getColumnNr(),
                                    e.getOriginalMessage()),
                    e);
        }
    }
}

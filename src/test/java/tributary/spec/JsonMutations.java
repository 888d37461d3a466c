package tributary.spec;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Random mistakes in a JSON tree: keys and words misspelt, keys added or lost, wrong types. */
public final class JsonMutations {
    private static final List<String> VALUES =
            List.of(
                    "null",
                    "true",
                    "-1",
                    "0",
                    "1",
                    "3",
                    "3.0",
                    "0.5",
                    "2.5",
                    "1e9",
                    "123456789012345678901234567890",
                    "\"\"",
                    "\"  \"",
                    "\"tv\"",
                    "\"tv -> search\"",
                    "\"no such thing\"",
                    "\"log\"",
                    "\"2024-01-07\"",
                    "\"normal(0, 1)\"",
                    "[]",
                    "[1]",
                    "[\"tv\"]",
                    "{}",
                    "{ \"column\": \"radio\" }",
                    "{ \"knots\": 4 }");

    private final SplittableRandom random;

    public JsonMutations(SplittableRandom random) {
        this.random = random;
    }

    /** Every object of a tree, the tree itself first. */
    public static List<ObjectNode> objects(JsonNode tree) {
        List<ObjectNode> objects = new ArrayList<>();
        if (tree instanceof ObjectNode object) {
            objects.add(object);
        }
        tree.values().forEach(child -> objects.addAll(objects(child)));
        return objects;
    }

    /** Makes some mistakes in a tree. */
    public void change(ObjectNode tree, int mistakes) {
        for (int i = 0; i < mistakes; i++) {
            List<ObjectNode> objects = objects(tree);
            change(objects.get(random.nextInt(objects.size())));
        }
    }

    private void change(ObjectNode object) {
        List<String> keys = List.copyOf(object.propertyNames());
        if (keys.isEmpty()) {
            object.set("colour", value());
            return;
        }
        String key = keys.get(random.nextInt(keys.size()));
        switch (random.nextInt(6)) {
            case 0 -> object.set("colour", value());
            case 1 -> object.set(misspelt(key), object.remove(key));
            case 2 -> object.remove(key);
            case 3 -> {
                if (object.get(key) instanceof ArrayNode array && !array.isEmpty()) {
                    array.set(random.nextInt(array.size()), value());
                } else {
                    object.set(key, value());
                }
            }
            case 4 -> {
                JsonNode old = object.get(key);
                object.put(key, old.isString() ? misspelt(old.stringValue()) : "text");
            }
            default -> object.set(key, value());
        }
    }

    private JsonNode value() {
        return JsonMapper.shared().readTree(VALUES.get(random.nextInt(VALUES.size())));
    }

    /** With one character doubled, lost or in upper case. */
    private String misspelt(String text) {
        int i = random.nextInt(text.length() + 1);
        if (i == text.length()) {
            return text + "s";
        }
        String middle = text.substring(i, i + 1);
        String wrong =
                switch (random.nextInt(3)) {
                    case 0 -> middle + middle;
                    case 1 -> "";
                    default -> middle.toUpperCase(java.util.Locale.ROOT);
                };
        return text.substring(0, i) + wrong + text.substring(i + 1);
    }
}

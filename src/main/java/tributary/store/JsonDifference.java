package tributary.store;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/** Where two JSON trees differ, one line each. */
final class JsonDifference {
    private final List<String> lines = new ArrayList<>();

    private JsonDifference() {}

    /** Lines such as {@code $.sampler.draws: 2000, was 1000}. */
    static List<String> between(JsonNode now, JsonNode before) {
        var difference = new JsonDifference();
        difference.compare("$", now, before);
        return difference.lines;
    }

    private void compare(String path, JsonNode now, JsonNode before) {
        if (now.isObject() && before.isObject()) {
            var keys = new LinkedHashSet<String>(now.propertyNames());
            keys.addAll(before.propertyNames());
            for (String key : keys) {
                compare(path + "." + key, now.path(key), before.path(key));
            }
        } else if (now.isArray() && before.isArray() && now.size() == before.size()) {
            for (int i = 0; i < now.size(); i++) {
                compare(path + "[" + i + "]", now.get(i), before.get(i));
            }
        } else if (!now.equals(before)) {
            lines.add(path + ": " + show(now) + ", was " + show(before));
        }
    }

    private static String show(JsonNode node) {
        if (node.isMissingNode()) {
            return "absent";
        }
        String text = node.toString();
        return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }
}

package tributary.spec;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says in words of JSON what the parser says in words of its own. */
final class JsonSyntax {
    private static final Pattern CHARACTER =
            Pattern.compile("Unexpected character \\('(.{1,2})' .*", Pattern.DOTALL);
    private static final Pattern TOKEN =
            Pattern.compile("(?:Unrecognized|Non-standard) token '(.*?)'.*", Pattern.DOTALL);
    private static final Pattern PARSER_NAMES = Pattern.compile(" \\(.*|\n.*", Pattern.DOTALL);

    private static final String KEY = "; texts and keys stand in double quotes";

    /** What is likely behind a character where it cannot stand. */
    private static final Map<String, String> HINTS = new LinkedHashMap<>();

    static {
        HINTS.put("'", KEY);
        HINTS.put("/", "; JSON has no comments");
        HINTS.put("#", "; JSON has no comments");
        HINTS.put("]", "; is there a comma too many before it?");
        HINTS.put("}", "; is there a comma too many before it?");
        HINTS.put("\"", "; is a comma missing before it?");
        HINTS.put("{", "; is a comma missing before it?");
        HINTS.put("[", "; is a comma missing before it?");
        HINTS.put("+", "; a number has no + in front");
    }

    private JsonSyntax() {}

    /** The parser's message without its class and feature names. */
    static String explain(String message) {
        Matcher character = CHARACTER.matcher(message);
        if (character.matches()) {
            String found = character.group(1);
            String key = message.contains("double-quote to start") ? KEY : "";
            return Words.quote(found) + " cannot stand here" + HINTS.getOrDefault(found, key);
        }
        Matcher token = TOKEN.matcher(message);
        if (token.matches()) {
            return Words.quote(token.group(1))
                    + " is not a value; allowed: a text in double quotes, a number, true, false,"
                    + " null, { … } or [ … ]";
        }
        if (message.startsWith("Illegal unquoted character")) {
            return "a line break or control character in a text; write \\n or \\t";
        }
        return PARSER_NAMES.matcher(message).replaceFirst("");
    }
}

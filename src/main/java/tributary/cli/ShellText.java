package tributary.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Commands as text that can be pasted into a shell (POSIX, and bash for control characters). */
final class ShellText {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    private ShellText() {}

    /**
     * The command that goes on with an interrupted fit.
     *
     * @param arguments of the fit, the command's name first
     */
    static String resume(List<String> arguments) {
        List<String> again = new ArrayList<>(arguments);
        if (!again.contains("--resume")) {
            int end = again.indexOf("--");
            again.add(end < 0 ? again.size() : end, "--resume");
        }
        return program()
                + " "
                + again.stream().map(ShellText::quoted).collect(Collectors.joining(" "));
    }

    /** How this program was called, as the launcher says, which quotes it. */
    private static String program() {
        return System.getProperty("tributary.program", "tributary");
    }

    /** An argument as one word of a shell. */
    static String quoted(String argument) {
        if (PLAIN.matcher(argument).matches()) {
            return argument;
        }
        if (argument.chars().noneMatch(Character::isISOControl)) {
            return "'" + argument.replace("'", "'\\''") + "'";
        }
        var text = new StringBuilder("$'");
        for (char c : argument.toCharArray()) {
            if (Character.isISOControl(c)) {
                text.append(String.format("\\u%04x", (int) c));
            } else {
                text.append(c == '\'' || c == '\\' ? "\\" : "").append(c);
            }
        }
        return text.append('\'').toString();
    }
}

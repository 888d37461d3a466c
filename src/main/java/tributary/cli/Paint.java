package tributary.cli;

/** Colours of text on a terminal (ECMA-48), legible on dark and on light ground. */
enum Paint {
    GREEN(32),
    YELLOW(33),
    RED(31),
    BOLD(1);

    private static final String PLAIN = "\033[0m";

    private final String start;

    Paint(int code) {
        start = "\033[" + code + "m";
    }

    String on(String text) {
        return start + text + PLAIN;
    }
}

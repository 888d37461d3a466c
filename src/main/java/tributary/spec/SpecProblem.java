package tributary.spec;

/**
 * One thing wrong with a configuration.
 *
 * @param file the file
 * @param where JSON path such as {@code $.channels[2].adstock}, or line and column for a syntax
 *     error
 * @param message the value and what is allowed
 */
public record SpecProblem(String file, String where, String message) {
    @Override
    public String toString() {
        return file + ": " + where + ": " + message;
    }
}

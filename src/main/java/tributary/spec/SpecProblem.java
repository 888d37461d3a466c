package tributary.spec;

import java.nio.file.Path;

/**
 * One thing wrong with a configuration.
 *
 * @param file the file, or {@link #CONFIGURATION} where only the model is known, not its file
 * @param where JSON path such as {@code $.channels[2].adstock}, or line and column for a syntax
 *     error
 * @param message the value and what is allowed
 */
public record SpecProblem(String file, String where, String message) {
    /** Stands for the file where nobody knows it. */
    public static final String CONFIGURATION = "configuration";

    /** The same, speaking of this file where none is named. */
    public SpecProblem in(Path configuration) {
        return file.equals(CONFIGURATION)
                ? new SpecProblem(configuration.toString(), where, message)
                : this;
    }

    @Override
    public String toString() {
        return file + ": " + where + ": " + message;
    }
}

package tributary.cli;

/** What the exit status of the program says; 0 is success, 2 is picocli's for wrong usage. */
final class ExitStatus {
    static final int OK = 0;
    static final int OTHER = 1;
    static final int USAGE = 2;
    static final int INVALID_INPUT = 3;

    /** The run is written, but its diagnostics say that it must not be used. */
    static final int DIAGNOSTICS_FAILED = 4;

    /** A fit was stopped; it goes on with {@code --resume}. */
    static final int INTERRUPTED = 5;

    private ExitStatus() {}
}

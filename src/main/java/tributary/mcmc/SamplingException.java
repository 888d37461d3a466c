package tributary.mcmc;

/**
 * Sampling cannot go on: no usable starting point, no usable step size, or a density that threw.
 */
public final class SamplingException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public SamplingException(String message) {
        super(message);
    }

    public SamplingException(String message, Throwable cause) {
        super(message, cause);
    }
}

package tributary.store;

/**
 * What {@code model.json} says of a run beyond the model, under the key {@code run}.
 *
 * @param version of Tributary
 * @param dataFile name of the file that was fitted
 * @param sha256 of that file's bytes
 * @param seed of the sampler
 */
public record RunInfo(String version, String dataFile, String sha256, long seed) {}

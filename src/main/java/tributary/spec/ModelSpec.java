package tributary.spec;

import java.util.List;
import java.util.stream.Stream;

/** A declared model with every default made explicit; immutable. */
public record ModelSpec(
        DataSpec data,
        Outcome outcome,
        List<Channel> channels,
        List<Mediator> mediators,
        List<Path> paths,
        List<Control> controls,
        Trend trend,
        Seasonality seasonality,
        Pooling pooling,
        PriorSet priors,
        SamplerSpec sampler) {
    public ModelSpec {
        channels = List.copyOf(channels);
        mediators = List.copyOf(mediators);
        paths = List.copyOf(paths);
        controls = List.copyOf(controls);
    }

    /** The same model of other data. */
    public ModelSpec withData(DataSpec other) {
        return new ModelSpec(
                other,
                outcome,
                channels,
                mediators,
                paths,
                controls,
                trend,
                seasonality,
                pooling,
                priors,
                sampler);
    }

    /** Channels, then mediators, in order of the configuration. */
    public List<Source> sources() {
        return Stream.<Source>concat(channels.stream(), mediators.stream()).toList();
    }
}

package tributary.spec;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A declared model with every default made explicit; immutable. */
public record ModelSpec(
        DataSpec data,
        Outcome outcome,
        List<Channel> channels,
        List<Mediator> mediators,
        List<Path> paths,
        List<Control> controls,
        List<Interaction> interactions,
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
        interactions = List.copyOf(interactions);
    }

    /** Channels, then mediators, in order of the configuration. */
    public List<Source> sources() {
        return Stream.<Source>concat(channels.stream(), mediators.stream()).toList();
    }

    /** The control with a price response, if any. */
    public Optional<Control> price() {
        return controls.stream().filter(control -> control.priceResponse().isPresent()).findFirst();
    }

    /** The same model for other data. */
    public ModelSpec with(DataSpec data) {
        return with(data, priors, sampler);
    }

    /** The same model with other priors. */
    public ModelSpec with(PriorSet priors) {
        return with(data, priors, sampler);
    }

    /** The same model with other settings of the sampler. */
    public ModelSpec with(SamplerSpec sampler) {
        return with(data, priors, sampler);
    }

    private ModelSpec with(DataSpec data, PriorSet priors, SamplerSpec sampler) {
        return new ModelSpec(
                data,
                outcome,
                channels,
                mediators,
                paths,
                controls,
                interactions,
                trend,
                seasonality,
                pooling,
                priors,
                sampler);
    }
}

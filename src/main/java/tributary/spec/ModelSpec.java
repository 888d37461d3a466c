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
        List<Correlation> correlations,
        List<Unobserved> unobserved,
        List<Experiment> experiments,
        PriorSet priors,
        SamplerSpec sampler) {
    public ModelSpec {
        channels = List.copyOf(channels);
        mediators = List.copyOf(mediators);
        paths = List.copyOf(paths);
        controls = List.copyOf(controls);
        interactions = List.copyOf(interactions);
        correlations = List.copyOf(correlations);
        unobserved = List.copyOf(unobserved);
        experiments = List.copyOf(experiments);
    }

    /** Channels, then mediators, in order of the configuration. */
    public List<Source> sources() {
        return Stream.<Source>concat(channels.stream(), mediators.stream()).toList();
    }

    /**
     * Name of a path's pooling group, or "" where it stands alone by default or because its ROI or
     * contribution has the prior (model.md §6).
     */
    public String groupName(Path path) {
        if (path.group().isPresent()) {
            return path.group().get();
        }
        if (path.parameter() != Path.Parameter.COEFFICIENT) {
            return "";
        }
        boolean paidChannel =
                channels.stream()
                        .filter(Channel::paid)
                        .anyMatch(channel -> channel.name().equals(path.from()));
        return paidChannel ? "paid_" + path.kind() + "_into_" + path.to() : "";
    }

    /**
     * Whether a source cannot be below 0: it feeds a curve, its own or a path's, has a family with
     * zeros, or adds to the base of a scaled outcome.
     */
    public boolean isNonNegative(Source source) {
        boolean zeros =
                source instanceof Mediator mediator
                        && (mediator.family() == Family.TOBIT
                                || mediator.family() == Family.HURDLE_LOGNORMAL);
        List<Path> out = paths.stream().filter(path -> path.from().equals(source.name())).toList();
        boolean curved =
                source.saturation() != Saturation.LINEAR
                        || out.stream()
                                .flatMap(path -> path.saturation().stream())
                                .anyMatch(saturation -> saturation != Saturation.LINEAR);
        boolean addsToBase =
                outcome.composition() == Outcome.Composition.SCALED
                        && out.stream().anyMatch(path -> path.to().equals(outcome.name()));
        return curved || zeros || addsToBase;
    }

    /** The control with a price response, if any. */
    public Optional<Control> price() {
        return controls.stream().filter(control -> control.priceResponse().isPresent()).findFirst();
    }

    /** The same model for other data. */
    public ModelSpec with(DataSpec data) {
        return with(data, experiments, priors, sampler);
    }

    /** The same model with other lift tests. */
    public ModelSpec with(List<Experiment> experiments) {
        return with(data, experiments, priors, sampler);
    }

    /** The same model with other priors. */
    public ModelSpec with(PriorSet priors) {
        return with(data, experiments, priors, sampler);
    }

    /** The same model with other settings of the sampler. */
    public ModelSpec with(SamplerSpec sampler) {
        return with(data, experiments, priors, sampler);
    }

    private ModelSpec with(
            DataSpec data, List<Experiment> experiments, PriorSet priors, SamplerSpec sampler) {
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
                correlations,
                unobserved,
                experiments,
                priors,
                sampler);
    }
}

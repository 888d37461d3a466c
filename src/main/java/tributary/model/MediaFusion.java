package tributary.model;

import tributary.math.CellLayout;
import tributary.math.HillAdstock;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Takes the media that {@link MediaResponse} can compute out of a list of terms: a Hill curve of
 * data, or of the geometric adstock of data, that nothing but sums of media reads.
 */
final class MediaFusion {
    private final List<Term> rest = new ArrayList<>();

    /** By cell slot of h. */
    private final Map<Integer, MediaResponse.Channel> channels = new LinkedHashMap<>();

    private final List<Integer> sums = new ArrayList<>();
    private final List<Integer> unusedCells = new ArrayList<>();

    private MediaFusion() {}

    /** Leaves all terms as they are. */
    static MediaFusion none(List<Term> terms) {
        MediaFusion fusion = new MediaFusion();
        fusion.rest.addAll(terms);
        return fusion;
    }

    static MediaFusion of(List<Term> terms) {
        MediaFusion fusion = new MediaFusion();
        Map<Integer, MediaResponse.Channel> candidates = candidates(terms);
        for (Term term : terms) {
            if (term instanceof MediaSum sum) {
                fusion.take(sum, candidates);
            } else {
                fusion.rest.add(term);
            }
        }
        fusion.removeStages();
        return fusion;
    }

    /** What is left of the terms. */
    List<Term> rest() {
        return rest;
    }

    /** Cell slots that none of the terms has to do with any more. */
    List<Integer> unusedCells() {
        return unusedCells;
    }

    /**
     * The fused term, where there are any media for it.
     *
     * @param tileBytes room for what it keeps of the geos of one pass
     */
    Optional<MediaResponse> response(CellLayout layout, long tileBytes) {
        if (channels.isEmpty()) {
            return Optional.empty();
        }
        long bytes = (long) channels.size() * HillAdstock.Tile.bytes(layout.start(1));
        return Optional.of(
                new MediaResponse(
                        channels.values().toArray(MediaResponse.Channel[]::new),
                        sums.stream().mapToInt(Integer::intValue).toArray(),
                        layout,
                        Math.clamp(tileBytes / bytes, 1, layout.geos())));
    }

    /** Channels without paths, by cell slot of h. */
    private static Map<Integer, MediaResponse.Channel> candidates(List<Term> terms) {
        Map<Integer, GeometricAdstock> adstocks = new HashMap<>();
        Set<Integer> readByStages = new HashSet<>();
        for (Term term : terms) {
            if (term instanceof GeometricAdstock adstock && adstock.input().cell() < 0) {
                adstocks.put(adstock.adstock(), adstock);
            }
            if (term instanceof TransformStage stage) {
                readByStages.add(stage.input().cell());
            }
        }
        Map<Integer, MediaResponse.Channel> candidates = new HashMap<>();
        for (Term term : terms) {
            if (term instanceof HillSaturation curve && !readByStages.contains(curve.h())) {
                GeometricAdstock adstock = adstocks.get(curve.input().cell());
                if (adstock != null || curve.input().cell() < 0) {
                    candidates.put(
                            curve.h(),
                            new MediaResponse.Channel(
                                    (adstock == null ? curve : adstock).input().data(),
                                    adstock == null ? -1 : adstock.decay(),
                                    curve.halfSaturation(),
                                    curve.slope(),
                                    new MediaResponse.Path[0]));
                }
            }
        }
        return candidates;
    }

    /** Moves what can be of a sum to the channels; the rest continues it. */
    private void take(MediaSum sum, Map<Integer, MediaResponse.Channel> candidates) {
        int[] left =
                IntStream.range(0, sum.media().length)
                        .filter(u -> !candidates.containsKey(sum.media()[u]))
                        .toArray();
        if (left.length == sum.media().length) {
            rest.add(sum);
            return;
        }
        sums.add(sum.sum());
        for (int u = 0; u < sum.media().length; u++) {
            MediaResponse.Channel candidate = candidates.get(sum.media()[u]);
            if (candidate != null) {
                var path = new MediaResponse.Path(sum.coefficients()[u], sum.sum());
                channels.merge(
                        sum.media()[u], candidate.with(path), (channel, one) -> channel.with(path));
            }
        }
        if (left.length > 0) {
            rest.add(
                    new MediaSum(
                            IntStream.of(left)
                                    .mapToObj(u -> sum.coefficients()[u])
                                    .toArray(int[][]::new),
                            IntStream.of(left).map(u -> sum.media()[u]).toArray(),
                            true,
                            sum.layout(),
                            sum.sum()));
        }
    }

    /** Curves of the channels, and adstocks that nothing reads any more. */
    private void removeStages() {
        rest.removeIf(term -> {
            boolean fused = term instanceof HillSaturation c && channels.containsKey(c.h());
            if (fused) {
                HillSaturation curve = (HillSaturation) term;
                unusedCells.addAll(List.of(curve.logRatio(), curve.h()));
            }
            return fused;
        });
        Set<Integer> read = new HashSet<>();
        rest.stream()
                .filter(TransformStage.class::isInstance)
                .forEach(term -> read.add(((TransformStage) term).input().cell()));
        rest.removeIf(term -> {
            boolean idle = term instanceof GeometricAdstock a && !read.contains(a.adstock());
            if (idle) {
                GeometricAdstock adstock = (GeometricAdstock) term;
                unusedCells.addAll(List.of(adstock.adstock(), adstock.sensitivity()));
            }
            return idle;
        });
    }
}

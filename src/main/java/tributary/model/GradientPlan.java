package tributary.model;

import tributary.math.CellLayout;
import tributary.math.HillAdstock;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The order in which the density and its gradient are computed: parameters, then a few geos at a
 * time forward and backward while their cells are in the cache, with the media of all predictors
 * fused into one {@link MediaResponse} where that is possible.
 *
 * <p>It computes what the terms of the model say one after another, to rounding.
 */
final class GradientPlan {
    /** Room for the media of one pass: a good part of a second-level cache. */
    private static final int TILE_BYTES = 1 << 19;

    /** Fewest geos that are worth a strand of their own, and most strands. */
    private static final int GEOS_PER_STRAND = 8;

    private static final int STRANDS = 8;

    /** Below it a second thread gains nothing: the first has finished before it has woken up. */
    private static final long WORK_FOR_THREADS = 20_000;

    /** Computed once, before all cells. */
    final Term[] parameters;

    /** Computed for a few geos at a time where {@link #isSplit()}, else for all. */
    final Term[] cells;

    /** Priors of what others compute. */
    final Term[] priors;

    final Optional<MediaResponse> media;

    private final CellLayout layout;
    private final boolean split;
    private final int geosPerPass;
    private final boolean[] unused;
    private final BitSet withoutAdjoint;

    /** Cells times terms that treat them, a channel counting as a term. */
    private final long work;

    private GradientPlan(
            List<Term> terms, CellLayout layout, int cellSlots, BitSet withoutAdjoint) {
        this.withoutAdjoint = withoutAdjoint;
        this.layout = layout;
        unused = new boolean[cellSlots];
        boolean ordered = terms.stream().anyMatch(Term::readsMedia);
        boolean byGeo = terms.stream().noneMatch(term -> term.scope() == Term.Scope.ALL);
        List<Term> before = new ArrayList<>();
        List<Term> rest = new ArrayList<>();
        List<Term> last = new ArrayList<>();
        for (Term term : terms) {
            switch (term.scope()) {
                case PARAMETERS -> (ordered ? rest : before).add(term);
                case GEOS, ALL -> rest.add(term);
                case PRIORS -> last.add(term);
            }
        }
        split = byGeo && layout.geos() > 1;
        MediaFusion fusion = ordered ? MediaFusion.none(rest) : MediaFusion.of(rest);
        media = fusion.response(layout, split ? TILE_BYTES : Long.MAX_VALUE);
        geosPerPass = media.map(MediaResponse::geos).orElse(split ? 1 : layout.geos());
        fusion.unusedCells().forEach(slot -> unused[slot] = true);
        parameters = HierarchicalBlock.merge(before).toArray(new Term[0]);
        cells = Stream.concat(media.stream(), fusion.rest().stream()).toArray(Term[]::new);
        priors = last.toArray(new Term[0]);
        long channels = media.map(term -> term.channels().length).orElse(0);
        work = (channels + cells.length) * layout.length();
    }

    /** The plan for terms in order of evaluation. */
    static GradientPlan of(
            List<Term> terms, CellLayout layout, int cellSlots, BitSet withoutAdjoint) {
        return new GradientPlan(terms, layout, cellSlots, withoutAdjoint);
    }

    /** Whether geos are computed a few at a time. */
    boolean isSplit() {
        return split;
    }

    /** Whether no term of the plan has to do with the cells of a slot. */
    boolean isUnused(int cellSlot) {
        return unused[cellSlot];
    }

    /** Whether some term adds to the adjoints of a slot's cells. */
    boolean hasAdjoint(int cellSlot) {
        return !unused[cellSlot] && !withoutAdjoint.get(cellSlot);
    }

    /** Number of parts whose sums are kept apart, whatever the number of threads. */
    int strands() {
        return split ? Math.clamp(layout.geos() / GEOS_PER_STRAND, 1, STRANDS) : 1;
    }

    /** Threads that one gradient can use with profit. */
    int mostThreads() {
        return work < WORK_FOR_THREADS ? 1 : strands();
    }

    /** First geo of a strand; that of one past the last is the number of geos. */
    int firstGeo(int strand) {
        return (int) ((long) layout.geos() * strand / strands());
    }

    /** Room for what {@link #media} keeps of one pass. */
    HillAdstock.Tile newTile() {
        return media.map(MediaResponse::newTile).orElseGet(() -> new HillAdstock.Tile(0, 0, 0, 0));
    }

    /** Geos that one pass treats. */
    int geosPerPass() {
        return geosPerPass;
    }
}

package tributary.model;

import java.util.List;

/**
 * Terms that are computed for some geos only, in order.
 *
 * @param terms that compute the workspace's selected geos
 * @param first geos that begin a run of neighbours
 * @param end one past the last geo of each run
 */
@SuppressWarnings("ArrayRecordComponent") // a term is plain data, never compared
record OfGeos(List<Term> terms, int[] first, int[] end) implements Term {
    OfGeos {
        terms = List.copyOf(terms);
    }

    @Override
    public boolean readsMedia() {
        return true;
    }

    @Override
    public void forward(Workspace w) {
        int firstGeo = w.firstGeo;
        int endGeo = w.endGeo;
        for (int run = 0; run < first.length; run++) {
            w.select(first[run], end[run]);
            for (int k = 0; k < terms.size(); k++) {
                terms.get(k).forward(w);
            }
        }
        w.select(firstGeo, endGeo);
    }

    @Override
    public void backward(Workspace w) {
        int firstGeo = w.firstGeo;
        int endGeo = w.endGeo;
        for (int run = 0; run < first.length; run++) {
            w.select(first[run], end[run]);
            for (int k = terms.size() - 1; k >= 0; k--) {
                terms.get(k).backward(w);
            }
        }
        w.select(firstGeo, endGeo);
    }
}

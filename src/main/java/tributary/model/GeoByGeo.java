package tributary.model;

/**
 * Terms that are computed for one geo after another, because each geo has a parameter of its own
 * where they read one.
 *
 * @param terms in order
 */
@SuppressWarnings("ArrayRecordComponent") // a term is plain data, never compared
record GeoByGeo(Term... terms) implements Term {
    @Override
    public Scope scope() {
        return Scope.GEOS;
    }

    @Override
    public void forward(Workspace w) {
        int firstGeo = w.firstGeo;
        int endGeo = w.endGeo;
        for (int g = firstGeo; g < endGeo; g++) {
            w.select(g, g + 1);
            for (Term term : terms) {
                term.forward(w);
            }
        }
        w.select(firstGeo, endGeo);
    }

    @Override
    public void backward(Workspace w) {
        int firstGeo = w.firstGeo;
        int endGeo = w.endGeo;
        for (int g = endGeo - 1; g >= firstGeo; g--) {
            w.select(g, g + 1);
            for (int k = terms.length - 1; k >= 0; k--) {
                terms[k].backward(w);
            }
        }
        w.select(firstGeo, endGeo);
    }
}

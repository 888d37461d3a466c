package tributary.spec;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with a configuration while reading goes on. */
final class Problems {
    /** More are counted but not listed. */
    private static final int MAX_LISTED = 100;

    private final String file;
    private final List<SpecProblem> found;

    Problems(String file) {
        this(file, new ArrayList<>());
    }

    private Problems(String file, List<SpecProblem> found) {
        this.file = file;
        this.found = found;
    }

    /** The same collection, speaking of another file. */
    Problems in(String otherFile) {
        return new Problems(otherFile, found);
    }

    String file() {
        return file;
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    void add(String where, String message) {
        found.add(new SpecProblem(file, where, message));
    }

    /** Throws everything found so far, if anything was. */
    void throwIfAny() {
        if (!found.isEmpty()) {
            throw exception();
        }
    }

    /** Everything found so far and one problem more, after which reading cannot go on. */
    SpecException fatal(String where, String message) {
        add(where, message);
        return exception();
    }

    private SpecException exception() {
        if (found.size() <= MAX_LISTED) {
            return new SpecException(found);
        }
        List<SpecProblem> listed = new ArrayList<>(found.subList(0, MAX_LISTED));
        int more = found.size() - MAX_LISTED;
        listed.add(new SpecProblem(file, "$", "and " + more + " more problems"));
        return new SpecException(listed);
    }
}

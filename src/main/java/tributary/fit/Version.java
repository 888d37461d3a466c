package tributary.fit;

/** The version of this program, as runs record it; the same as in {@code pom.xml} (tested). */
public final class Version {
    public static final String CURRENT = "0.1.0";

    private Version() {}
}

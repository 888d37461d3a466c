package tributary.data;

import java.util.AbstractList;
import java.util.RandomAccess;

/** The cells of a row in one string: a panel has millions of them, and few are looked at twice. */
final class PackedCells extends AbstractList<String> implements RandomAccess {
    private final String text;
    private final int[] ends;

    private PackedCells(String text, int[] ends) {
        this.text = text;
        this.ends = ends;
    }

    static PackedCells of(String... cells) {
        int[] ends = new int[cells.length];
        int end = 0;
        for (int i = 0; i < cells.length; i++) {
            end += cells[i].length();
            ends[i] = end;
        }
        return new PackedCells(String.join("", cells), ends);
    }

    @Override
    public String get(int i) {
        return text.substring(i == 0 ? 0 : ends[i - 1], ends[i]);
    }

    @Override
    public int size() {
        return ends.length;
    }
}

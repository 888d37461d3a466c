package tributary.store;

import tributary.mcmc.Transition;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The files of one chain in a checkpoint: its rows, big-endian doubles to which is only appended,
 * and its state, which counts the rows that belong to it. The state is replaced whole after the
 * rows have reached the disk; rows behind those it counts are cut off when the chain goes on.
 */
final class ChainFiles implements Closeable {
    private static final long MAGIC = 0x5452494255544152L; // "TRIBUTAR"
    private static final int BUFFER = 1 << 16;

    private final Path stateFile;
    private final RandomAccessFile rows;
    private final double[] row;
    private final ByteBuffer buffer;

    /** Of all rows written to the file. */
    private final CRC32C checksum = new CRC32C();

    private final Optional<byte[]> state;
    private final boolean damaged;
    private long count;

    /** Rows that the state on the disk counts; −1 where there is none. */
    private volatile long saved;

    /**
     * Opens the files and goes back to the last state that was saved, or to the beginning where
     * there is none that can be used.
     *
     * @param chain from 0
     * @param width columns of the model
     */
    ChainFiles(Path folder, int chain, int width) throws IOException {
        row = new double[SampledRow.STATISTICS + width];
        buffer = ByteBuffer.allocate(Math.max(BUFFER, rowBytes()));
        stateFile = folder.resolve("chain-" + (chain + 1) + ".state");
        rows =
                new RandomAccessFile(
                        folder.resolve("chain-" + (chain + 1) + ".rows").toFile(), "rw");
        state = read();
        damaged = state.isEmpty() && Files.exists(stateFile);
        if (state.isEmpty()) {
            count = 0;
            checksum.reset();
        }
        saved = state.isPresent() ? count : -1;
        rows.setLength(count * rowBytes());
        rows.seek(rows.length());
    }

    /** The state that was found at the start. */
    Optional<byte[]> state() {
        return state;
    }

    /** Whether a state was found at the start that cannot be used. */
    boolean isDamaged() {
        return damaged;
    }

    /** Whether there is a state to go on from. */
    boolean isSaved() {
        return saved >= 0;
    }

    /** Rows that the saved state counts. */
    long savedRows() {
        return Math.max(0, saved);
    }

    void append(Transition transition, double[] columns) throws IOException {
        SampledRow.write(transition, row);
        System.arraycopy(columns, 0, row, SampledRow.STATISTICS, columns.length);
        if (buffer.remaining() < rowBytes()) {
            flush();
        }
        for (double value : row) {
            buffer.putDouble(value);
        }
        count++;
    }

    /** Makes the rows so far and this state what the chain goes on from. */
    void save(byte[] newState) throws IOException {
        flush();
        rows.getFD().sync();
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        out.writeLong(MAGIC);
        out.writeInt(Checkpoint.FORMAT);
        out.writeInt(row.length);
        out.writeLong(count);
        out.writeInt((int) checksum.getValue());
        out.writeInt(newState.length);
        out.write(newState);
        out.writeInt(checksumOf(bytes.toByteArray(), bytes.size()));
        DurableFile.replace(stateFile, bytes.toByteArray());
        saved = count;
    }

    /** All rows that were saved; the file must stay as it is. */
    MemorySegment map() throws IOException {
        return rows.getChannel()
                .map(MapMode.READ_ONLY, 0, savedRows() * rowBytes(), Arena.ofAuto());
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }

    private int rowBytes() {
        return row.length * Double.BYTES;
    }

    private void flush() throws IOException {
        rows.write(buffer.array(), 0, buffer.position());
        checksum.update(buffer.array(), 0, buffer.position());
        buffer.clear();
    }

    /** The saved state if it and its rows are whole; sets their count and checksum. */
    private Optional<byte[]> read() throws IOException {
        if (!Files.exists(stateFile)) {
            return Optional.empty();
        }
        byte[] bytes = Files.readAllBytes(stateFile);
        int end = bytes.length - Integer.BYTES;
        if (end < 0 || ByteBuffer.wrap(bytes).getInt(end) != checksumOf(bytes, end)) {
            return Optional.empty();
        }
        var in = new DataInputStream(new ByteArrayInputStream(bytes));
        if (in.readLong() != MAGIC
                || in.readInt() != Checkpoint.FORMAT
                || in.readInt() != row.length) {
            return Optional.empty();
        }
        count = in.readLong();
        int expected = in.readInt();
        if (rows.length() < count * rowBytes()) {
            return Optional.empty();
        }
        checksumRows();
        return (int) checksum.getValue() == expected
                ? Optional.of(in.readNBytes(in.readInt()))
                : Optional.empty();
    }

    private void checksumRows() throws IOException {
        rows.seek(0);
        for (long left = count * rowBytes(); left > 0; ) {
            int length = (int) Math.min(left, buffer.capacity());
            rows.readFully(buffer.array(), 0, length);
            checksum.update(buffer.array(), 0, length);
            left -= length;
        }
    }

    private static int checksumOf(byte[] bytes, int length) {
        var checksum = new CRC32C();
        checksum.update(bytes, 0, length);
        return (int) checksum.getValue();
    }
}

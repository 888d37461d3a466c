package tributary.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/**
 * The stream of results. Once it fails it swallows the rest, as writers do that cannot throw, but
 * remembers why: a full disk must not look like success. A reader that has enough ({@code | head})
 * is no failure.
 */
final class StandardOutput extends OutputStream {
    private final OutputStream stream;
    private Optional<String> failure = Optional.empty();
    private boolean closed;

    StandardOutput() {
        this(new FileOutputStream(FileDescriptor.out));
    }

    StandardOutput(OutputStream stream) {
        this.stream = stream;
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        if (closed) {
            return;
        }
        try {
            stream.write(bytes, offset, length);
        } catch (IOException e) {
            closed = true;
            String reason = String.valueOf(e.getMessage());
            failure = Optional.of(reason).filter(text -> !text.equals("Broken pipe"));
        }
    }

    /** Why what was written did not all arrive; empty where it did or nobody wanted it. */
    Optional<String> failure() {
        return failure;
    }
}

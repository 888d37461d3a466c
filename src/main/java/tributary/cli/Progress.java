package tributary.cli;

import tributary.mcmc.ProgressListener;
import tributary.spec.SamplerSpec;

import java.io.PrintWriter;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Shows how far the chains are: one bar per chain redrawn in place on a terminal, one line per ten
 * percent elsewhere. Thread-safe.
 */
final class Progress implements ProgressListener {
    private static final long REDRAW_NANOS = 100_000_000;

    /** Lines a terminal needs beside the bars to redraw them in place. */
    private static final int SPARE_ROWS = 2;

    private final Supplier<Optional<Terminal>> terminals;
    private final SamplerSpec sampler;
    private final PrintWriter err;
    private final LongSupplier clock;
    private final ChainProgress[] chains;

    /** Characters of each bar as last drawn. */
    private final int[] widths;

    private final long[] begun;
    private final long start;

    private Terminal terminal;
    private long lastDrawn;
    private boolean drawn;
    private int tenths;
    private boolean stopped;

    /**
     * @param terminals the terminal as it is now; nothing is redrawn while it is not known
     * @param clock in nanoseconds
     */
    Progress(
            Supplier<Optional<Terminal>> terminals,
            SamplerSpec sampler,
            PrintWriter err,
            LongSupplier clock) {
        this.terminals = terminals;
        this.terminal = terminals.get().orElse(Terminal.NONE);
        this.sampler = sampler;
        this.err = err;
        this.clock = clock;
        this.chains = new ChainProgress[sampler.chains()];
        this.widths = new int[sampler.chains()];
        this.begun = new long[sampler.chains()];
        this.start = clock.getAsLong();
        for (int c = 0; c < chains.length; c++) {
            chains[c] = waiting(c);
        }
    }

    private ChainProgress waiting(int chain) {
        return new ChainProgress(
                chain + 1,
                1,
                0,
                sampler.iterations(),
                sampler.warmup(),
                sampler.thin(),
                0,
                Double.NaN,
                0);
    }

    @Override
    public synchronized void iteration(
            int chain, int iteration, int total, boolean warmup, int divergences, double stepSize) {
        if (stopped) {
            return;
        }
        long now = clock.getAsLong();
        boolean first = chains[chain].iteration() == 0;
        if (first) {
            // The chain has just begun or been resumed; before that it waited for a free thread.
            begun[chain] = now;
        }
        double seconds = (now - begun[chain]) * 1e-9;
        chains[chain] =
                new ChainProgress(
                        chain + 1,
                        first ? iteration : chains[chain].begunAt(),
                        iteration,
                        total,
                        sampler.warmup(),
                        sampler.thin(),
                        divergences,
                        stepSize,
                        seconds);
        if (!hasBars()) {
            writeLine(now);
        } else if (!drawn || now - lastDrawn >= REDRAW_NANOS || allDone()) {
            redraw(now);
        }
    }

    private boolean hasBars() {
        return terminal.interactive() && chains.length + SPARE_ROWS <= terminal.rows();
    }

    /** Writes nothing any more, so that what others write stays readable. */
    synchronized void stop() {
        stopped = true;
    }

    private boolean allDone() {
        for (ChainProgress chain : chains) {
            if (!chain.isDone()) {
                return false;
            }
        }
        return true;
    }

    /** Moves back up to the first bar and writes all of them over. */
    private void redraw(long now) {
        Optional<Terminal> current = terminals.get();
        if (current.isEmpty()) {
            return;
        }
        Terminal before = terminal;
        terminal = current.get();
        var text = new StringBuilder();
        if (drawn) {
            text.append("\r\033[").append(rowsDrawn()).append('A');
        }
        if (!terminal.size().equals(before.size())) {
            text.append("\033[J");
        }
        // The last column stays free: writing into it wraps the line on some terminals.
        int columns = terminal.columns() - 1;
        for (int c = 0; c < chains.length; c++) {
            text.append(ProgressBar.line(chains[c], columns, terminal)).append("\033[K\n");
            widths[c] = ProgressBar.line(chains[c], columns, Terminal.NONE).length();
        }
        err.print(text);
        err.flush();
        lastDrawn = now;
        drawn = true;
    }

    /** Bars that are wider than the terminal has become are wrapped by it. */
    private int rowsDrawn() {
        int rows = 0;
        for (int width : widths) {
            rows += Math.max(1, Math.ceilDiv(width, terminal.columns()));
        }
        return rows;
    }

    private void writeLine(long now) {
        long done = 0;
        long all = 0;
        long before = 0;
        int divergences = 0;
        for (ChainProgress chain : chains) {
            done += chain.iteration();
            before += chain.resumed();
            all += chain.total();
            divergences += chain.divergences();
        }
        int reached = (int) (10 * done / all);
        if (reached == tenths) {
            return;
        }
        tenths = reached;
        err.printf(
                "sampling: %d%% (%d of %d iterations, %s, %s)%n",
                10 * reached,
                done,
                all,
                divergences == 1 ? "1 divergence" : divergences + " divergences",
                time((now - start) * 1e-9, done - before, all - done));
        err.flush();
    }

    /** What is left at the pace of this process, which did {@code done} iterations. */
    private static String time(double seconds, long done, long left) {
        if (left == 0) {
            return ProgressBar.clock(seconds) + " in all";
        }
        return done == 0 ? "resumed" : ProgressBar.clock(seconds * left / done) + " left";
    }
}

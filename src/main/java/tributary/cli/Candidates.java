package tributary.cli;

import picocli.CommandLine.Command;

import tributary.spec.SamplerSpec;
import tributary.spec.Words;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/** Words that a shell completes; picocli makes these by their default constructors. */
final class Candidates {
    private Candidates() {}

    /** For {@code --metric}. */
    static final class Metrics implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Words.of(SamplerSpec.Metric.values()).keySet().iterator();
        }
    }

    /** For {@code --init}. */
    static final class Inits implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Words.of(SamplerSpec.Init.values()).keySet().iterator();
        }
    }

    /** For {@code --kernels}. */
    static final class Kernels implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.of("auto", "scalar", "vector").iterator();
        }
    }

    /** For {@code help}. */
    static final class Commands implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(Main.class.getAnnotation(Command.class).subcommands())
                    .map(command -> command.getAnnotation(Command.class).name())
                    .iterator();
        }
    }
}

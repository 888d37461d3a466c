package tributary.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.IntSupplier;

/** Runs comparisons of scalar and vector kernels with vectors of a given width. */
final class KernelPairs {
    private KernelPairs() {}

    /**
     * Runs a comparison of this package, and checks the width that it reports.
     *
     * @param lanes doubles per vector: 2, 4 or 8
     * @param comparison public, as is its constructor; returns the width that it saw
     */
    static void compare(int lanes, Class<? extends IntSupplier> comparison) throws Exception {
        System.setProperty("tributary.lanes", Integer.toString(lanes));
        try {
            var loader = new OwnMath(KernelPairs.class.getClassLoader());
            var pairs =
                    (IntSupplier)
                            loader.loadClass(comparison.getName())
                                    .getDeclaredConstructor()
                                    .newInstance();
            assertThat(pairs.getAsInt()).isEqualTo(lanes);
        } finally {
            System.clearProperty("tributary.lanes");
        }
    }

    /** Raw bits of all entries, NaN as one. */
    static void assertSame(String name, double[] expected, double[] actual) {
        for (int i = 0; i < expected.length; i++) {
            if (Double.doubleToLongBits(actual[i]) != Double.doubleToLongBits(expected[i])) {
                assertThat(Double.toHexString(actual[i]))
                        .as("%s at %d of %d", name, i, expected.length)
                        .isEqualTo(Double.toHexString(expected[i]));
            }
        }
    }

    /** Loads this package again, so that its constants are those of another width. */
    private static final class OwnMath extends ClassLoader {
        OwnMath(ClassLoader parent) {
            super(parent);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("tributary.math.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? define(name) : loaded;
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            String file = name.replace('.', '/') + ".class";
            try (InputStream in = getParent().getResourceAsStream(file)) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}

package tributary.math;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntSupplier;

/** Scalar and vector kernels give the same bits at every width, and vectors are in use. */
class KernelPairsTest {
    @ParameterizedTest
    @ValueSource(ints = {2, 4, 8})
    void vectorsOfEveryWidthGiveTheBitsOfTheScalarKernels(int lanes) throws Exception {
        System.setProperty("tributary.lanes", Integer.toString(lanes));
        try {
            var loader = new OwnMath(getClass().getClassLoader());
            var pairs =
                    (IntSupplier)
                            loader.loadClass(PairedKernels.class.getName())
                                    .getDeclaredConstructor()
                                    .newInstance();
            assertThat(pairs.getAsInt()).isEqualTo(lanes);
        } finally {
            System.clearProperty("tributary.lanes");
        }
    }

    /** Fails, and is not skipped, where the vector kernels should run but do not. */
    @Test
    void vectorsAreInUseInContinuousIntegrationAndWhereTheMachineHasThem() throws IOException {
        boolean mustBe = "true".equals(System.getenv("CI")) || hasAvx2();
        KernelChoice choice = Kernels.implementation();
        assertThat(choice.reason()).isNotEmpty();
        if (mustBe) {
            assertThat(choice.name()).as(choice.reason()).isEqualTo(KernelChoice.VECTOR);
        }
    }

    private static boolean hasAvx2() throws IOException {
        Path processor = Path.of("/proc/cpuinfo");
        return Files.isReadable(processor) && Files.readString(processor).contains(" avx2 ");
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

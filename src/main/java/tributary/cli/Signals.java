package tributary.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;

/**
 * Handles signals while the JVM is ending, when it would ignore them until its shutdown hooks are
 * done.
 *
 * <p>The only way to is {@code sun.misc.Signal} (module jdk.unsupported), whose use the compiler
 * warns of without a way to silence it; hence by reflection.
 */
final class Signals {
    private Signals() {}

    /** Runs the action on SIGINT (Ctrl-C) and SIGTERM; changes nothing where that cannot be done. */
    static void onTermination(Runnable action) {
        for (String name : List.of("INT", "TERM")) {
            try {
                handle(name, action);
            } catch (ReflectiveOperationException e) {
                return; // The shutdown hooks are waited for, then.
            }
        }
    }

    private static void handle(String name, Runnable action) throws ReflectiveOperationException {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        Object running =
                Proxy.newProxyInstance(
                        Signals.class.getClassLoader(),
                        new Class<?>[] {handler},
                        (proxy, method, arguments) -> {
                            action.run();
                            return null;
                        });
        try {
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), running);
        } catch (InvocationTargetException e) {
            // One that the shell made this process ignore, as in the background, cannot be handled.
        }
    }
}

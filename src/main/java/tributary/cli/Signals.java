package tributary.cli;

import java.lang.reflect.Proxy;

/**
 * Runs an action on a signal. The JDK's only way to is {@code sun.misc.Signal} (module
 * jdk.unsupported), whose use the compiler warns of without a way to silence it; hence by
 * reflection.
 */
final class Signals {
    private Signals() {}

    /**
     * On SIGINT (Ctrl-C) and SIGTERM, also while the JVM is ending, when it would otherwise ignore
     * them until its shutdown hooks are done.
     */
    static void onTermination(Runnable action) {
        handle("INT", action);
        handle("TERM", action);
    }

    /** On SIGWINCH: the terminal was resized. */
    static void onResize(Runnable action) {
        handle("WINCH", action);
    }

    private static void handle(String name, Runnable action) {
        try {
            install(name, action);
        } catch (ReflectiveOperationException e) {
            // No such signal here, or the shell made this process ignore it: as without a handler.
        }
    }

    private static void install(String name, Runnable action) throws ReflectiveOperationException {
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
        signal.getMethod("handle", signal, handler)
                .invoke(null, signal.getConstructor(String.class).newInstance(name), running);
    }
}

package tributary.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;

/** Every member does its share of every job, and what goes wrong reaches the user. */
class CrewTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Crew crew = Crew.of(1);

    @AfterEach
    void dismiss() {
        crew.dismiss();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void everyMemberRunsItsShareOnce(int members) {
        crew = Crew.of(members);
        assertThat(crew.members()).isEqualTo(members);
        int[] runs = new int[members]; // not volatile: a run is done when the user goes on
        for (int round = 1; round <= 200; round++) {
            crew.run(member -> runs[member]++);
            assertThat(runs).containsOnly(round);
        }
    }

    @Test
    void helpersWakeUpFromTheirSleep() throws InterruptedException {
        crew = Crew.of(2);
        Thread[] threads = threads();
        for (int round = 0; round < 3; round++) {
            awaitSleep(threads[1]);
            int[] runs = new int[2];
            crew.run(member -> runs[member]++);
            assertThat(runs).containsOnly(1);
        }
    }

    private static void awaitSleep(Thread thread) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (thread.getState() != Thread.State.WAITING && System.nanoTime() < end) {
            Thread.sleep(1);
        }
        assertThat(thread.getState()).isEqualTo(Thread.State.WAITING);
    }

    @Test
    void aHelpersExceptionReachesTheUserOnce() {
        crew = Crew.of(3);
        var cause = new ArithmeticException("of helper 2");
        Crew.Job failing =
                member -> {
                    if (member == 2) {
                        throw cause;
                    }
                };
        assertThatThrownBy(() -> crew.run(failing))
                .isInstanceOf(IllegalStateException.class)
                .hasCause(cause);
        int[] runs = new int[3];
        crew.run(member -> runs[member]++);
        assertThat(runs).containsOnly(1);
    }

    /** Nobody may still be at work on arrays that the user goes on with. */
    @Test
    void theUsersOwnExceptionWaitsForTheHelpers() {
        crew = Crew.of(2);
        var done = new AtomicBoolean();
        Crew.Job failing =
                member -> {
                    if (member == 0) {
                        throw new ArithmeticException("of the user");
                    }
                    long end = System.nanoTime() + 5_000_000;
                    while (System.nanoTime() < end) {
                        Thread.onSpinWait();
                    }
                    done.set(true);
                };
        assertThatThrownBy(() -> crew.run(failing)).isInstanceOf(ArithmeticException.class);
        assertThat(done).isTrue();
    }

    @Test
    void dismissedHelpersEndAndTheirCrewRefusesWork() throws InterruptedException {
        crew = Crew.of(4);
        Thread[] threads = threads();
        assertThat(Arrays.stream(threads).skip(1)).allMatch(Thread::isDaemon);
        crew.dismiss();
        for (int member = 1; member < 4; member++) {
            assertThat(threads[member].join(PATIENCE)).isTrue();
        }
        assertThatThrownBy(() -> crew.run(member -> {})).hasMessageContaining("dismissed");
    }

    private Thread[] threads() {
        Thread[] threads = new Thread[crew.members()];
        crew.run(member -> threads[member] = Thread.currentThread());
        return threads;
    }
}

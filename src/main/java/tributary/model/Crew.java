package tributary.model;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Threads that help one with short jobs, thousands of times a second: they wait busily for the next
 * job for a moment before they sleep. No job allocates.
 *
 * <p>For one user at a time. Its threads are daemons and hold on to nothing but this object.
 */
final class Crew {
    /** One member's share of a job; members are numbered from 0, the user of the crew. */
    interface Job {
        void run(int member);
    }

    /** How often a waiting thread looks before it sleeps: about 50 µs. */
    private static final int LOOKS = 1000;

    private final Thread[] helpers;
    private final AtomicInteger atWork = new AtomicInteger();
    private volatile long round;
    private volatile boolean dismissed;
    private volatile @Nullable Throwable failure;
    private volatile @Nullable Job job;

    private Crew(int members) {
        helpers = new Thread[members - 1];
    }

    /** A crew with this many members, of which one is its user. */
    static Crew of(int members) {
        Crew crew = new Crew(members);
        for (int k = 0; k < crew.helpers.length; k++) {
            int member = k + 1;
            crew.helpers[k] = new Thread(() -> crew.help(member), "gradient-" + member);
            crew.helpers[k].setDaemon(true);
            crew.helpers[k].start();
        }
        return crew;
    }

    int members() {
        return helpers.length + 1;
    }

    /**
     * Has every member run its share, the caller as member 0, and waits for all of them.
     *
     * @throws IllegalStateException if a helper's share threw, or the crew is dismissed
     */
    void run(Job share) {
        if (dismissed) {
            throw new IllegalStateException("crew: dismissed");
        }
        failure = null;
        job = share;
        atWork.set(helpers.length);
        round++;
        for (Thread helper : helpers) {
            LockSupport.unpark(helper);
        }
        try {
            share.run(0);
        } finally {
            awaitHelpers();
        }
        Throwable thrown = failure;
        if (thrown != null) {
            throw new IllegalStateException("a helper of the gradient failed", thrown);
        }
    }

    /** Busily, but where threads are more than processors a helper may need this one. */
    private void awaitHelpers() {
        int looks = 0;
        while (atWork.get() > 0) {
            if (looks < LOOKS) {
                looks++;
                Thread.onSpinWait();
            } else {
                Thread.yield();
            }
        }
    }

    /** Ends the helpers; not while a job runs. */
    void dismiss() {
        dismissed = true;
        for (Thread helper : helpers) {
            LockSupport.unpark(helper);
        }
    }

    private void help(int member) {
        long seen = 0;
        while (awaitRound(seen)) {
            seen++;
            Job share = job;
            try {
                if (share != null) {
                    share.run(member);
                }
            } catch (Throwable thrown) {
                failure = thrown;
            } finally {
                atWork.decrementAndGet();
            }
        }
    }

    /** Returns whether there is another round; else the crew is dismissed. */
    private boolean awaitRound(long seen) {
        int looks = 0;
        while (round == seen) {
            if (dismissed) {
                return false;
            }
            looks++;
            if (looks < LOOKS) {
                Thread.onSpinWait();
            } else {
                LockSupport.park(this);
            }
        }
        return true;
    }
}

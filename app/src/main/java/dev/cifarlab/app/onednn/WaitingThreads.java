package dev.cifarlab.app.onednn;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Has GCC's OpenMP spin briefly while others want processors. It does so where it has more threads than there are
 * processors (GOMP_SPINCOUNT in the manual of libgomp), and it counts its own threads alone; so a crowd of threads that
 * do nothing joins it for as long as the machine is short of processors.
 */
final class WaitingThreads implements Runnable {

    /** Shares of the time in which a thread had to wait: a training alone has 2 to 10 %, beside one loop 47 to 69. */
    static final double CROWDED = 0.25;

    static final double QUIET = 0.15;

    private static final long LOOK_EVERY = 250; // ms
    private static final int QUIET_LOOKS = 8;

    private final CpuPressure pressure;
    private volatile @Nullable CountDownLatch crowd;
    private volatile @Nullable Team team;
    private int quietLooks;

    WaitingThreads(CpuPressure pressure) {
        this.pressure = pressure;
    }

    /**
     * Remembers the calling thread as the one that shares its work among OpenMP's; to be called once its first loop has
     * run.
     */
    void lead() {
        Function parallel = OpenMp.parallel();
        if (parallel != null) {
            follow(Team.ofThisThread(parallel));
        }
    }

    private synchronized void follow(Team next) {
        Team before = team;
        if (isCrowded() && before != null) {
            before.letGo();
        }
        team = next;
    }

    /** Looks again and again, until interrupted or until the kernel tells nothing any more. */
    @Override
    public void run() {
        try {
            OptionalLong waited = pressure.microseconds();
            long then = System.nanoTime();
            while (waited.isPresent()) {
                Thread.sleep(LOOK_EVERY);
                OptionalLong more = pressure.microseconds();
                long now = System.nanoTime();
                if (more.isPresent()) {
                    seen((more.getAsLong() - waited.getAsLong()) * 1e3 / (now - then));
                }
                waited = more;
                then = now;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        leave();
    }

    /** What to do about a share of the time: the crowd comes at once, and goes when it was quiet for a while. */
    synchronized void seen(double share) {
        quietLooks = share < QUIET ? quietLooks + 1 : 0;
        if (share > CROWDED && !isCrowded()) {
            join();
        } else if (quietLooks >= QUIET_LOOKS) {
            leave();
        }
        Team present = team;
        if (isCrowded() && present != null) {
            present.holdApart(); // each time, as threads that a held one starts are held, too
        }
    }

    boolean isCrowded() {
        return crowd != null;
    }

    private void join() {
        Function parallel = OpenMp.parallel();
        if (parallel != null) {
            CountDownLatch end = new CountDownLatch(1);
            crowd = end;
            daemon("openmp-crowd", () -> stay(parallel, end));
        }
    }

    private synchronized void leave() {
        CountDownLatch present = crowd;
        if (present != null) {
            present.countDown();
            crowd = null;
            Team held = team;
            if (held != null) {
                held.letGo();
            }
        }
    }

    static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** A thread's team lasts until the thread ends; this one's has a member more than there are processors. */
    private static void stay(Function parallel, CountDownLatch end) {
        Pointer nothing = NativeLibrary.getProcess().getFunction("getpid");
        int members = Runtime.getRuntime().availableProcessors() + 1;
        parallel.invokeVoid(new Object[] {nothing, Pointer.NULL, members, 0});
        try {
            end.await(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package dev.cifarlab.app;

import org.bytedeco.javacpp.Pointer;

/** The process's memory once what earlier tests left is collected; the framework frees it on threads of its own. */
public final class Settled {

    private static final int ROUNDS = 40;
    private static final long LITTLE = 1 << 20;

    private Settled() {}

    /** Resident bytes beside the JVM's heap, now. */
    public static long beside() {
        return Pointer.physicalBytes() - Runtime.getRuntime().totalMemory();
    }

    /**
     * The same once it is no more than a limit, or after two seconds: memory goes back on a thread of its own, which
     * may be late on a busy machine. Garbage is not collected for it.
     */
    public static long besideAtMost(long limit) {
        for (int wait = 0; wait < 20 && beside() > limit; wait++) {
            pause();
        }
        return beside();
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Resident bytes beside the JVM's heap, once they have settled. */
    public static long settled() {
        long before = Long.MAX_VALUE;
        long now = beside();
        for (int round = 0; round < ROUNDS && now < before - LITTLE; round++) {
            before = now;
            System.gc();
            pause();
            now = beside();
        }
        return now;
    }
}

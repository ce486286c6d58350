package dev.cifarlab.app.cli;

import java.util.concurrent.CountDownLatch;

/**
 * What SIGINT, SIGTERM and SIGHUP do while something is trained: the JVM has begun to shut down, and waits until the
 * command has written its checkpoint and said how to go on. Then it ends with 128 and the signal's number, as it does
 * by itself. Signals are the process's, so this is as well.
 */
final class StopSignal {

    private static final CountDownLatch OVER = new CountDownLatch(1);

    private static volatile boolean training;
    private static volatile boolean received;

    private StopSignal() {}

    /** Has signals heeded from now on. */
    static void install() {
        Runtime.getRuntime().addShutdownHook(new Thread(StopSignal::stopAndWait, "stop"));
    }

    /** From now on there is something to lose. */
    static void trainingStarted() {
        training = true;
    }

    /** Whether the process is to end. */
    static boolean received() {
        return received;
    }

    /** The command is over, and all is told. */
    static void commandEnded() {
        training = false;
        OVER.countDown();
    }

    private static void stopAndWait() {
        received = true;
        if (!training) {
            return;
        }
        System.err.println("\ncifar-lab: stopping after this step, with a checkpoint...");
        try {
            OVER.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

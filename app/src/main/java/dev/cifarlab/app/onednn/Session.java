package dev.cifarlab.app.onednn;

import java.lang.ref.Cleaner;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongConsumer;
import java.util.function.ToIntFunction;

/** Owns all that oneDNN holds for a program; gives it back when closed, or when nobody knows the session any more. */
public final class Session implements AutoCloseable {

    private static final Cleaner CLEANER = Cleaner.create();

    private final Handles handles = new Handles();
    private final Cleaner.Cleanable cleanable = CLEANER.register(this, handles);

    /**
     * A session that owns nothing yet.
     *
     * @throws IllegalStateException where oneDNN is not available
     */
    public Session() {
        OneDnn.require();
    }

    /**
     * Makes something that the session owns; its handle.
     *
     * @param what it is, for the message where it fails
     * @param create puts the handle into the array and returns a status
     */
    long own(String what, ToIntFunction<long[]> create, LongConsumer destroy) {
        long[] handle = new long[1];
        OneDnnException.check(create.applyAsInt(handle), what);
        handles.add(handle[0], destroy);
        return handle[0];
    }

    @Override
    public void close() {
        cleanable.clean();
    }

    /** Handles and how each is given back, the newest first. */
    private static final class Handles implements Runnable {

        private final Deque<Runnable> destroyers = new ArrayDeque<>();

        private synchronized void add(long handle, LongConsumer destroy) {
            destroyers.push(() -> destroy.accept(handle));
        }

        @Override
        public synchronized void run() {
            while (!destroyers.isEmpty()) {
                destroyers.pop().run();
            }
        }
    }
}

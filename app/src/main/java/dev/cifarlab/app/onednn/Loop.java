package dev.cifarlab.app.onednn;

import com.sun.jna.CallbackThreadInitializer;
import com.sun.jna.Function;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A loop of ours on OpenMP's threads. They stay known to the JVM, as daemons, until they end. Each takes the next
 * number that is left, so that all are taken however many threads come.
 */
final class Loop {

    private static final Map<Long, Loop> RUNNING = new ConcurrentHashMap<>();
    private static final AtomicLong NAMES = new AtomicLong();
    private static final Team.Member MEMBER = member();
    private static final @Nullable Function PARALLEL = OpenMp.function(OpenMp.PARALLEL);

    private final int count;
    private final IntConsumer body;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicReference<Throwable> trouble = new AtomicReference<>();

    Loop(int count, IntConsumer body) {
        this.count = count;
        this.body = body;
    }

    private static Team.Member member() {
        Team.Member member = name -> {
            Loop loop = RUNNING.get(Pointer.nativeValue(name));
            if (loop != null) {
                loop.takePart();
            }
        };
        Native.setCallbackThreadInitializer(member, new CallbackThreadInitializer(true, false, "openmp"));
        return member;
    }

    void run() {
        if (PARALLEL != null) {
            long name = NAMES.incrementAndGet();
            RUNNING.put(name, this);
            try {
                PARALLEL.invokeVoid(new Object[] {MEMBER, new Pointer(name), 0, 0});
            } finally {
                RUNNING.remove(name);
            }
        }
        takePart(); // nothing is left, unless no thread could come
        Throwable thrown = trouble.get();
        if (thrown instanceof Error error) {
            throw error;
        } else if (thrown instanceof RuntimeException exception) {
            throw exception;
        }
    }

    /** Nothing may be thrown into OpenMP. */
    private void takePart() {
        try {
            for (int k = next.getAndIncrement(); k < count; k = next.getAndIncrement()) {
                body.accept(k);
            }
        } catch (RuntimeException | Error e) {
            trouble.compareAndSet(null, e);
        }
    }
}

package dev.cifarlab.app.onednn;

import com.sun.jna.CallbackThreadInitializer;
import com.sun.jna.Function;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.net.URL;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.bytedeco.javacpp.Loader;
import org.jspecify.annotations.Nullable;

/** GCC's OpenMP, one library for ND4J and oneDNN, and how its threads wait. */
public final class OpenMp {

    private static final List<String> WAYS_TO_WAIT = List.of("OMP_WAIT_POLICY", "GOMP_SPINCOUNT");

    /** The default's 3 ms, and 1,000 spins instead of 100 where there are more threads than processors. */
    private static final Map<String, String> SPINNING = Map.of("OMP_WAIT_POLICY", "active", "GOMP_SPINCOUNT", "300000");

    private static final String LIBRARY = "/org/bytedeco/dnnl/linux-x86_64/libgomp.so.1";

    private static final int RTLD_LAZY = 1;
    private static final int RTLD_NOLOAD = 4;

    /** Functions of OpenMP that were looked up, which takes some calls into the system, once it was loaded. */
    private static final Map<String, Function> KNOWN = new ConcurrentHashMap<>();

    private static volatile @Nullable WaitingThreads waiting;

    private OpenMp() {}

    /**
     * Has threads that wait for work give way to whatever else runs: where Linux tells of it ({@link CpuPressure}),
     * they spin for 3 ms while no one waits for a processor, and sleep almost at once otherwise; elsewhere they always
     * sleep. To be called before anything loads ND4J or oneDNN, as OpenMP reads its environment then; what a user has
     * set in it stays.
     */
    public static void letThreadsGiveWay() {
        if (saysHowToWait(System.getenv()) || Platform.isWindows()) {
            return;
        }
        CpuPressure pressure = new CpuPressure(CpuPressure.FILE);
        try {
            NativeLibrary process =
                    NativeLibrary.getProcess(); // JNA is loaded here, by the thread that loads the others
            WAYS_TO_WAIT.forEach(
                    name -> process.getFunction("unsetenv").invokeInt(new Object[] {name})); // they are blank
            if (pressure.isKnown()) {
                SPINNING.forEach(
                        (name, value) -> process.getFunction("setenv").invokeInt(new Object[] {name, value, 1}));
                WaitingThreads present = new WaitingThreads(pressure);
                waiting = present;
                WaitingThreads.daemon("openmp-waiting", present);
            } else {
                process.getFunction("setenv").invokeInt(new Object[] {"OMP_WAIT_POLICY", "passive", 1});
            }
        } catch (LinkageError e) {
            return; // no JNA here: they wait as OpenMP has them
        }
    }

    /**
     * To be called by the thread that trains, before it does: where others want processors, the threads that share its
     * work are each held on one.
     */
    public static void lead() {
        WaitingThreads present = waiting;
        if (present != null) {
            present.lead();
        }
    }

    /**
     * Has all threads that share the calling thread's loops run something, itself among them, and waits for them;
     * itself alone where there is no OpenMP.
     */
    public static void together(Runnable work) {
        Function parallel = parallel();
        if (parallel == null) {
            work.run();
            return;
        }
        AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
        long leader = Thread.currentThread().getId();
        Work.OF_LEADERS.put(leader, () -> {
            try {
                work.run();
            } catch (RuntimeException | Error e) {
                thrown.set(e);
            }
        });
        parallel.invokeVoid(new Object[] {Work.MEMBER, new Pointer(leader), 0, 0});
        Work.OF_LEADERS.remove(leader);
        if (thrown.get() != null) {
            throw new IllegalStateException(thrown.get());
        }
    }

    /**
     * A loop over the numbers from 0 up, shared as {@link #together}: each thread takes the next number that is left,
     * so that all are taken however many threads come.
     */
    public static Runnable shared(int count, IntConsumer body) {
        return () -> {
            AtomicInteger next = new AtomicInteger();
            together(() -> {
                for (int k = next.getAndIncrement(); k < count; k = next.getAndIncrement()) {
                    body.accept(k);
                }
            });
        };
    }

    /** How many threads share a loop of the calling thread. */
    public static int threads() {
        return required("omp_get_max_threads").invokeInt(new Object[] {});
    }

    /** Makes primitives that run on the thread that calls them, alone, and so may run within a shared loop. */
    public static <T> T alone(Supplier<T> maker) {
        Function setThreads = required("omp_set_num_threads");
        int threads = threads();
        setThreads.invokeVoid(new Object[] {1});
        try {
            return maker.get();
        } finally {
            setThreads.invokeVoid(new Object[] {threads});
        }
    }

    /** What starts a team in the OpenMP that ND4J or oneDNN has loaded; null as long as there is none. */
    static @Nullable Function parallel() {
        return function("GOMP_parallel");
    }

    private static Function required(String name) {
        return Objects.requireNonNull(function(name), name);
    }

    private static @Nullable Function function(String name) {
        Function known = KNOWN.get(name);
        if (known != null) {
            return known;
        }
        NativeLibrary process = NativeLibrary.getProcess();
        Pointer loaded =
                process.getFunction("dlopen").invokePointer(new Object[] {"libgomp.so.1", RTLD_LAZY | RTLD_NOLOAD});
        if (loaded == null) {
            return null;
        }
        Function found = Function.getFunction(process.getFunction("dlsym").invokePointer(new Object[] {loaded, name}));
        KNOWN.put(name, found);
        return found;
    }

    /** Whether an environment does. */
    static boolean saysHowToWait(Map<String, String> environment) {
        return WAYS_TO_WAIT.stream()
                .anyMatch(name -> !environment.getOrDefault(name, "").isBlank());
    }

    /** Systems without GCC's OpenMP get the jar's; where ND4J has loaded one, that stays the only one. */
    static void load() throws IOException {
        try {
            NativeLibrary.getInstance("libgomp.so.1");
        } catch (UnsatisfiedLinkError e) {
            URL resource = OpenMp.class.getResource(LIBRARY);
            if (resource != null) {
                System.load(Loader.cacheResource(resource).getPath());
            }
        }
    }

    /** What each thread of a team does by the number of the thread that leads it; they stay known to the JVM. */
    private static final class Work {

        static final Map<Long, Runnable> OF_LEADERS = new ConcurrentHashMap<>();
        static final Team.Member MEMBER = data -> Objects.requireNonNull(OF_LEADERS.get(Pointer.nativeValue(data)))
                .run();

        static {
            Native.setCallbackThreadInitializer(MEMBER, new CallbackThreadInitializer(true, false, "openmp"));
        }
    }
}

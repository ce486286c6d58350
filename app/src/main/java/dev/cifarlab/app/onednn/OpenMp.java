package dev.cifarlab.app.onednn;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.io.IOException;
import java.net.URL;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.Loader;
import org.jspecify.annotations.Nullable;

/** GCC's OpenMP, one library for ND4J and oneDNN, and how its threads wait. */
public final class OpenMp {

    private static final List<String> WAYS_TO_WAIT = List.of("OMP_WAIT_POLICY", "GOMP_SPINCOUNT");

    /** The default's 3 ms, and 1,000 spins instead of 100 where there are more threads than processors. */
    private static final Map<String, String> SPINNING = Map.of("OMP_WAIT_POLICY", "active", "GOMP_SPINCOUNT", "300000");

    private static final String LIBRARY = "/org/bytedeco/dnnl/linux-x86_64/libgomp.so.1";

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
}

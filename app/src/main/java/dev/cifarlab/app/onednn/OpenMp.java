package dev.cifarlab.app.onednn;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.io.IOException;
import java.net.URL;
import java.util.Map;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;

/** GCC's OpenMP, one library for ND4J and oneDNN, and how its threads wait. */
public final class OpenMp {

    private static final String LIBRARY = "/org/bytedeco/dnnl/linux-x86_64/libgomp.so.1";

    private OpenMp() {}

    /**
     * Has threads sleep where they wait for work, in place of spinning for 3 ms, which takes the processors from
     * whatever else runs. To be called before anything loads ND4J or oneDNN, as OpenMP reads its environment then; what
     * a user has set in it stays.
     */
    public static void letThreadsSleep() {
        if (saysHowToWait(System.getenv()) || Platform.isWindows()) {
            return;
        }
        try {
            NativeLibrary.getProcess().getFunction("setenv").invokeInt(new Object[] {"OMP_WAIT_POLICY", "passive", 1});
        } catch (LinkageError e) {
            return; // no JNA here: they wait as OpenMP has them
        }
    }

    /** Whether an environment does; the launcher's does. */
    static boolean saysHowToWait(Map<String, String> environment) {
        return Stream.of("OMP_WAIT_POLICY", "GOMP_SPINCOUNT")
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

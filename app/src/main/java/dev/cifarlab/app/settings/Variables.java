package dev.cifarlab.app.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The environment variables that decide how the native libraries compute. They read them by themselves, and some
 * values make them leave work undone without a word, or hang: libnd4j shares a loop among as many threads as it asks
 * for, also where OpenMP gives it fewer, so that a part of every array stays as it was.
 */
public final class Variables {

    private static final String THREADS = "OMP_NUM_THREADS";
    private static final String LIMIT = "OMP_THREAD_LIMIT";
    private static final long MOST_THREADS = 1024;
    private static final String COUNT = "a whole number from 1";
    private static final String CORE = "OPENBLAS_CORETYPE";
    private static final String ADDRESS = "SPARK_LOCAL_IP";

    /** OpenBLAS's names of cores on x86-64, with what a processor needs for their code to run: without, it crashes. */
    private static final Map<String, String> INSTRUCTIONS = Map.of(
            "katmai|coppermine|northwood|prescott|banias|atom|core2|penryn|dunnington|nehalem|nano", "sse2",
            "athlon|opteron|opteron_sse3|barcelona|bobcat", "sse2",
            "sandybridge", "avx",
            "bulldozer|piledriver|steamroller|excavator", "fma4",
            "haswell|zen", "avx2",
            "skylakex|cooperlake", "avx512f");

    /** What each takes, and the same in words. */
    private static final Map<String, Rule> RULES = new LinkedHashMap<>();

    static {
        for (String name : new String[] {
            THREADS, LIMIT, "OPENBLAS_NUM_THREADS", "GOTO_NUM_THREADS", "SD_MAX_THREADS", "SD_MASTER_THREADS"
        }) {
            rule(name, "0*[1-9][0-9]{0,8}", COUNT);
        }
        rule("OMP_DYNAMIC", " *false *", "false");
        rule("OMP_WAIT_POLICY", " *(active|passive) *", "active or passive");
        rule("GOMP_SPINCOUNT", " *([0-9]{1,18} *[kmgt]?|infinite|infinity) *", "a whole number or infinite");
        rule("OMP_STACKSIZE", " *[0-9]{1,6} *[kmg]? *|[0-9]{1,9} *b", "a size such as 4m");
        rule("GOMP_STACKSIZE", " *[0-9]{1,6} *", "kibibytes, such as 4096");
        rule("OMP_PROC_BIND", "[ a-z,]*(true|false|primary|master|close|spread) *", "true, false, close or spread");
        rule("OMP_MAX_ACTIVE_LEVELS", " *0*[1-9][0-9]{0,8} *", COUNT);
        rule(
                "GOMP_CPU_AFFINITY",
                "[ ,]*[0-9]+(-[0-9]+(:[0-9]+)?)?([ ,]+[0-9]+(-[0-9]+(:[0-9]+)?)?)*[ ,]*",
                "numbers of processors, such as 0-3");
        rule("BACKEND_PRIORITY_CPU", "-?[0-9]{1,9}", "a whole number");
        rule("BACKEND_PRIORITY_GPU", "-?[0-9]{1,9}", "a whole number");
        rule("CUDA_DEVICE_ORDER", "FASTEST_FIRST|PCI_BUS_ID", "FASTEST_FIRST or PCI_BUS_ID");
        rule("CUDA_CACHE_MAXSIZE", "[0-9]{1,18}", "a number of bytes");
        rule("GLIBC_TUNABLES", "[a-z0-9_.]+=[^:]*(:[a-z0-9_.]+=[^:]*)*", "NAME=VALUE, several separated by colons");
    }

    private Variables() {}

    private record Rule(Pattern values, String inWords) {}

    private static void rule(String name, String values, String inWords) {
        RULES.put(name, new Rule(Pattern.compile(values, Pattern.CASE_INSENSITIVE), inWords));
    }

    /**
     * To be called before a native library is loaded.
     *
     * @throws UserException naming the variable when a library would not do its work with it
     */
    public static void check(Map<String, String> environment) {
        RULES.forEach((name, rule) -> {
            String text = environment.get(name);
            if (text != null && !rule.values.matcher(text).matches()) {
                throw wrong(name, text, rule.inWords);
            }
        });
        Optional<Long> threads = number(environment.get(THREADS));
        long most = Math.max(MOST_THREADS, Runtime.getRuntime().availableProcessors());
        if (threads.isPresent() && threads.get() > most) {
            throw wrong(THREADS, environment.get(THREADS), COUNT + " to " + most);
        }
        Optional<Long> limit = number(environment.get(LIMIT));
        if (limit.isPresent() && (threads.isEmpty() || threads.get() > limit.get())) {
            throw UserException.usage(
                    "%s=%d: with fewer threads than they ask for, the libraries leave work undone; unset it, and set"
                            + " %s to at most %d",
                    LIMIT, limit.get(), THREADS, limit.get());
        }
        checkCore(environment.get(CORE), Variables::instructions);
    }

    /** A core that OpenBLAS does not know is silently another; other systems than Linux on x86-64 have other names. */
    static void checkCore(@Nullable String core, Supplier<Set<String>> instructions) {
        Set<String> present = core == null ? Set.of() : instructions.get();
        if (core != null && !present.isEmpty()) {
            String needed = INSTRUCTIONS.entrySet().stream()
                    .filter(entry -> core.toLowerCase(Locale.ROOT).matches(entry.getKey()))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElseThrow(() -> wrong(CORE, core, "the name of a core, such as Haswell"));
            if (!present.contains(needed)) {
                throw wrong(CORE, core, "a core whose instructions this processor has, which lacks " + needed);
            }
        }
    }

    /** Those of this machine's processor as Linux names them; none where it does not tell. */
    private static Set<String> instructions() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("flags"))
                    .findFirst()
                    .map(line -> Set.copyOf(Arrays.asList(line.split("\\s+", -1))))
                    .orElse(Set.of());
        } catch (IOException | UncheckedIOException e) {
            return Set.of();
        }
    }

    /**
     * To be called before Spark starts, which looks this machine's address up.
     *
     * @throws UserException when there is none under the name that Spark is given
     */
    public static void checkAddress(Map<String, String> environment) {
        String address = environment.get(ADDRESS);
        try {
            InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw wrong(ADDRESS, address, "an address of this machine, such as 127.0.0.1");
        }
    }

    private static Optional<Long> number(@Nullable String text) {
        return text == null ? Optional.empty() : Numbers.whole(text);
    }

    private static UserException wrong(String name, @Nullable String text, String inWords) {
        return UserException.usage(
                "the environment variable %s: '%s' does not work; give %s, or unset it", name, text, inWords);
    }
}

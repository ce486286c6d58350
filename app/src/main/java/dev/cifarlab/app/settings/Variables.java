package dev.cifarlab.app.settings;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
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
    }

    private static Optional<Long> number(@Nullable String text) {
        return text == null ? Optional.empty() : Numbers.whole(text);
    }

    private static UserException wrong(String name, @Nullable String text, String inWords) {
        return UserException.usage(
                "the environment variable %s: '%s' does not work; give %s, or unset it", name, text, inWords);
    }
}

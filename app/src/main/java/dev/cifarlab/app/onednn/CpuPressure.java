package dev.cifarlab.app.onednn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Linux's count of the time in which some thread was ready and had no processor (Documentation/accounting/psi.rst of
 * its sources).
 *
 * @param file where the kernel tells it
 */
record CpuPressure(Path file) {

    static final Path FILE = Path.of("/proc/pressure/cpu");

    private static final Pattern SOME = Pattern.compile("some .*total=(\\d{1,18})");

    /** Whether this kernel counts. */
    boolean isKnown() {
        return microseconds().isPresent();
    }

    /** That time since the machine started; nothing where it is not counted. */
    OptionalLong microseconds() {
        try {
            Matcher some = SOME.matcher(Files.readString(file));
            return some.find() ? OptionalLong.of(Long.parseLong(some.group(1))) : OptionalLong.empty();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}

package dev.cifarlab.app.runs;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;

/** How much memory the machine, or the container we are in, has left for this process. */
public final class Memory {

    private static final double SHARE = 0.9; // the launcher's share for this process
    private static final long KIBIBYTE = 1 << 10;

    private Memory() {}

    /** Bytes that may still be taken: of the limit, which JavaCPP's wins where there is one, and of what is free. */
    public static long free() {
        long total =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
        long limit = Pointer.maxPhysicalBytes() > 0 ? Pointer.maxPhysicalBytes() : (long) (total * SHARE);
        return Math.min(limit - Pointer.physicalBytes(), available(total));
    }

    /** What Linux could give without swapping; elsewhere it is not told, and all counts. */
    private static long available(long total) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/meminfo"))) {
            return lines.filter(line -> line.startsWith("MemAvailable:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * KIBIBYTE)
                    .findFirst()
                    .orElse(total);
        } catch (IOException | UncheckedIOException e) {
            return total;
        }
    }
}

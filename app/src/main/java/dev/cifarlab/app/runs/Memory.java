package dev.cifarlab.app.runs;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
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
        long available = Environment.told("/proc/meminfo", "MemAvailable:") // without swapping
                .map(text -> Long.parseLong(text.replaceAll("\\D", "")) * KIBIBYTE)
                .orElse(total);
        return Math.min(limit - Pointer.physicalBytes(), available);
    }

    /** Bytes that may still be taken by arrays of our own off the heap; without a limit of JavaCPP's, any number. */
    public static long freeOffHeap() {
        return Pointer.maxBytes() > 0 ? Pointer.maxBytes() - Pointer.totalBytes() : Long.MAX_VALUE;
    }
}

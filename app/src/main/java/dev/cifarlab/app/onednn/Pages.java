package dev.cifarlab.app.onednn;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;

/** Memory as the operating system hands it out, on Linux. */
public final class Pages {

    private static final long BYTES = 4096; // of x86-64; larger ones are made of these

    private static final int DONT_NEED = 4; // MADV_DONTNEED

    private Pages() {}

    /** Gives back what the C library keeps of freed memory, in a millisecond or two; only glibc does. */
    public static void trim() {
        try {
            NativeLibrary.getProcess().getFunction("malloc_trim").invokeInt(new Object[] {0L});
        } catch (UnsatisfiedLinkError e) {
            return; // another C library
        }
    }

    /**
     * Gives back the pages that lie within some bytes of allocated memory. It stays allocated: what is read there is 0
     * until something is written, which takes a page again.
     */
    public static void giveBack(long address, long bytes) {
        long first = (address + BYTES - 1) / BYTES * BYTES;
        long end = (address + bytes) / BYTES * BYTES;
        if (first < end) {
            NativeLibrary.getProcess()
                    .getFunction("madvise")
                    .invokeInt(new Object[] {new Pointer(first), end - first, DONT_NEED});
        }
    }
}

package dev.cifarlab.app.onednn;

import org.bytedeco.javacpp.BytePointer;

/** A block of native memory, counted against JavaCPP's limits like the framework's own. */
public final class Block implements AutoCloseable {

    private static final long ALIGNMENT = 64;

    private final BytePointer pointer;
    private final long bytes;

    /**
     * Allocates a block.
     *
     * @throws OutOfMemoryError where the limits or the machine do not allow it
     */
    public Block(long bytes) {
        this.bytes = bytes;
        this.pointer = new BytePointer(bytes + ALIGNMENT);
    }

    public long bytes() {
        return bytes;
    }

    /** Address of the first, at the start of a cache line; none once it is closed. */
    public long address() {
        if (pointer.isNull()) {
            throw new IllegalStateException("a block that was closed");
        }
        return aligned(pointer.address());
    }

    /** The next multiple of a cache line's size. */
    public static long aligned(long bytes) {
        return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    @Override
    public void close() {
        pointer.deallocate();
    }
}

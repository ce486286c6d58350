package dev.cifarlab.app.onednn;

/** A piece of memory and the steps of a program between which it is in use. */
final class Storage {

    private final long bytes;
    private final boolean external;
    private int first = Integer.MAX_VALUE;
    private int last = -1;
    private long offset;

    private Storage(long bytes, boolean external) {
        this.bytes = bytes;
        this.external = external;
    }

    /** Memory that the program lays out. */
    static Storage planned(long bytes) {
        return new Storage(bytes, false);
    }

    /** Memory of somebody else. */
    static Storage external(long bytes) {
        return new Storage(bytes, true);
    }

    boolean isExternal() {
        return external;
    }

    long bytes() {
        return bytes;
    }

    /** Notes that a step uses it. */
    void touch(int step) {
        first = Math.min(first, step);
        last = Math.max(last, step);
    }

    boolean isUsed() {
        return last >= 0;
    }

    boolean meets(Storage other) {
        return first <= other.last && other.first <= last;
    }

    long offset() {
        return offset;
    }

    void place(long newOffset) {
        offset = newOffset;
    }

    long end() {
        return offset + bytes;
    }
}

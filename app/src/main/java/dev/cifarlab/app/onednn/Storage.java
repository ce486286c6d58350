package dev.cifarlab.app.onednn;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

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

    /**
     * Places storages in one block so that those in use at the same time do not overlap: the largest first, each at the
     * lowest place that is free while it is in use. Sets every offset and returns the bytes of the block.
     */
    static long plan(List<Storage> storages) {
        List<Storage> bySize = new ArrayList<>(storages);
        bySize.sort(Comparator.comparingLong((Storage storage) -> storage.bytes).reversed());
        List<Storage> placed = new ArrayList<>();
        long end = 0;
        for (Storage storage : bySize) {
            storage.offset = storage.lowest(placed);
            placed.add(storage);
            end = Math.max(end, storage.end());
        }
        return end;
    }

    private long lowest(List<Storage> placed) {
        List<Storage> inTheWay = new ArrayList<>(placed);
        inTheWay.removeIf(other -> !other.meets(this));
        inTheWay.sort(Comparator.comparingLong(Storage::offset));
        long free = 0;
        for (Storage other : inTheWay) {
            if (free + bytes <= other.offset) {
                break;
            }
            free = Math.max(free, Block.aligned(other.end()));
        }
        return free;
    }

    boolean isExternal() {
        return external;
    }

    /** Notes that a step uses it. */
    void touch(int step) {
        first = Math.min(first, step);
        last = Math.max(last, step);
    }

    boolean meets(Storage other) {
        return first <= other.last && other.first <= last;
    }

    long offset() {
        return offset;
    }

    long end() {
        return offset + bytes;
    }
}

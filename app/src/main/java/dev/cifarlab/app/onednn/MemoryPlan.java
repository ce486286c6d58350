package dev.cifarlab.app.onednn;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Places storages in one block of memory so that those in use at the same time do not overlap: the largest first, each
 * at the lowest place that is free while it is in use.
 */
final class MemoryPlan {

    private MemoryPlan() {}

    /** Sets every storage's offset and returns the bytes of the block. */
    static long place(List<Storage> storages) {
        List<Storage> bySize = new ArrayList<>(storages);
        bySize.sort(Comparator.comparingLong(Storage::bytes).reversed());
        List<Storage> placed = new ArrayList<>();
        long end = 0;
        for (Storage storage : bySize) {
            storage.place(lowest(storage, placed));
            placed.add(storage);
            end = Math.max(end, storage.end());
        }
        return end;
    }

    private static long lowest(Storage storage, List<Storage> placed) {
        List<Storage> inTheWay = new ArrayList<>(placed);
        inTheWay.removeIf(other -> !other.meets(storage));
        inTheWay.sort(Comparator.comparingLong(Storage::offset));
        long offset = 0;
        for (Storage other : inTheWay) {
            if (offset + storage.bytes() <= other.offset()) {
                break;
            }
            offset = Math.max(offset, Block.aligned(other.end()));
        }
        return offset;
    }
}

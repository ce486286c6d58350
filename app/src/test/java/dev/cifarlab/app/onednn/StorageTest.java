package dev.cifarlab.app.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.random.MersenneTwister;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StorageTest {

    private static Storage used(long bytes, int first, int last) {
        Storage storage = Storage.planned(bytes);
        storage.touch(first);
        storage.touch(last);
        return storage;
    }

    @Test
    void storagesThatDoNotMeetShareAPlace() {
        List<Storage> storages = List.of(used(1000, 0, 1), used(1000, 2, 3), used(500, 4, 5));
        assertThat(Storage.plan(storages)).isEqualTo(1000);
        assertThat(storages).allSatisfy(storage -> assertThat(storage.offset()).isZero());
    }

    @Test
    void aStorageThatAStepReadsIsNotWrittenOverByWhatTheStepWrites() {
        List<Storage> storages = List.of(used(1000, 0, 1), used(1000, 1, 2));
        assertThat(Storage.plan(storages)).isEqualTo(1024 + 1000); // the second at the next cache line
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void nothingThatMeetsOverlaps(int seed) {
        MersenneTwister random = new MersenneTwister(seed);
        List<Storage> storages = new ArrayList<>();
        for (int k = 0; k < 200; k++) {
            int first = random.nextInt(100);
            storages.add(used(1 + random.nextInt(10_000), first, first + random.nextInt(20)));
        }
        long bytes = Storage.plan(storages);
        for (Storage a : storages) {
            assertThat(a.offset() % 64).isZero();
            assertThat(a.end()).isLessThanOrEqualTo(bytes);
            for (Storage b : storages) {
                boolean apart = a.end() <= b.offset() || b.end() <= a.offset();
                assertThat(a == b || apart || !a.meets(b)).isTrue();
            }
        }
    }
}

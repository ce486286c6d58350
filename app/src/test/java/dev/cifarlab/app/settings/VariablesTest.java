package dev.cifarlab.app.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VariablesTest {

    /** With the marked ones, a training of one epoch ended with exit code 0 and another loss than it should. */
    @ParameterizedTest(name = "{0}={1}")
    @CsvSource({
        "OMP_NUM_THREADS, 0", // wrong without a word
        "SD_MAX_THREADS, 0", // wrong without a word
        "OMP_DYNAMIC, true", // wrong without a word
        "OMP_DYNAMIC, ' TRUE '", // wrong without a word
        "OMP_MAX_ACTIVE_LEVELS, 0", // wrong without a word
        "OMP_THREAD_LIMIT, 1", // wrong without a word
        "GOMP_CPU_AFFINITY, zz", // hangs
        "OMP_NUM_THREADS, -1", // a segmentation fault, as the next
        "SD_MAX_THREADS, -1",
        "OMP_NUM_THREADS, abc",
        "OMP_NUM_THREADS, ''",
        "OMP_NUM_THREADS, ' '",
        "OMP_NUM_THREADS, ' 2 '",
        "OMP_NUM_THREADS, '4,2'",
        "OMP_NUM_THREADS, 2x",
        "OMP_NUM_THREADS, 2.0",
        "OMP_NUM_THREADS, 0x2",
        "OMP_NUM_THREADS, \u0662",
        "OMP_NUM_THREADS, 100000",
        "OMP_NUM_THREADS, 99999999999",
        "OMP_STACKSIZE, 100000000g",
        "OMP_WAIT_POLICY, sleepy",
        "GOMP_SPINCOUNT, -1",
        "OPENBLAS_NUM_THREADS, many",
        "BACKEND_PRIORITY_CPU, high",
        "CUDA_DEVICE_ORDER, BEST",
        "GLIBC_TUNABLES, hugetlb",
    })
    void whatLibrariesDoNotTakeIsRefusedByName(String name, String value) {
        assertThatThrownBy(() -> Variables.check(Map.of(name, value)))
                .isInstanceOfSatisfying(
                        UserException.class, e -> assertThat(e.exitCode()).isEqualTo(UserException.USAGE))
                .hasMessageContainingAll(name, value, "unset it");
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource({
        "OMP_NUM_THREADS, 1",
        "OMP_NUM_THREADS, 1000",
        "OMP_NUM_THREADS, 08",
        "OMP_DYNAMIC, FALSE",
        "OMP_WAIT_POLICY, PASSIVE",
        "OMP_WAIT_POLICY, active",
        "GOMP_SPINCOUNT, 10k",
        "GOMP_SPINCOUNT, infinity",
        "GOMP_CPU_AFFINITY, 0 3 1-2 4-15:2",
        "GOMP_CPU_AFFINITY, '0,1'",
        "OMP_PROC_BIND, 'spread,close'",
        "OMP_STACKSIZE, 4m",
        "OMP_MAX_ACTIVE_LEVELS, 1",
        "GLIBC_TUNABLES, glibc.malloc.hugetlb=1:glibc.cpu.x86_ibt=on",
        "BACKEND_PRIORITY_CPU, -5",
        "HOME, ''"
    })
    void whatTheyTakeIsLeftToThem(String name, String value) {
        assertThatCode(() -> Variables.check(Map.of(name, value))).doesNotThrowAnyException();
    }

    @Test
    void aLimitMustLeaveAllThreads() {
        assertThatCode(() -> Variables.check(Map.of("OMP_THREAD_LIMIT", "4", "OMP_NUM_THREADS", "4")))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> Variables.check(Map.of("OMP_THREAD_LIMIT", "4", "OMP_NUM_THREADS", "8")))
                .hasMessageContaining("set OMP_NUM_THREADS to at most 4");
    }

    @ParameterizedTest
    @CsvSource({"Haswell, avx2", "zen, avx2", "Core2, sse2", "SKYLAKEX, avx512f", "Bulldozer, fma4", "Excavator,"})
    void aCoreWhoseInstructionsAreThereIsTaken(String core, @Nullable String instruction) {
        Set<String> present = instruction == null ? Set.of() : Set.of("flags", instruction);
        assertThatCode(() -> Variables.checkCore(core, () -> present)).doesNotThrowAnyException();
    }

    /** OpenBLAS would take the first two for another core without a word, and crash with the others. */
    @ParameterizedTest
    @CsvSource({
        "zz, the name of a core",
        "'', the name of a core",
        "Bulldozer, which lacks fma4",
        "steamroller, which lacks fma4",
        "SkylakeX, which lacks avx512f"
    })
    void aCoreThatIsNotHereIsRefused(String core, String why) {
        assertThatThrownBy(() -> Variables.checkCore(core, () -> Set.of("flags", "sse2", "avx", "avx2")))
                .isInstanceOf(UserException.class)
                .hasMessageContainingAll("OPENBLAS_CORETYPE: '" + core + "'", why, "unset it");
    }
}

package dev.cifarlab.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How OpenMP's threads wait in a JVM that no launcher has prepared, by what GCC's OpenMP itself says of it. */
@EnabledOnOs(OS.LINUX)
class WaitPolicyTest {

    @TempDir
    private Path folder;

    /** Empty stands for not set. */
    @ParameterizedTest
    @CsvSource({
        "passive, '', OMP_WAIT_POLICY = 'PASSIVE', GOMP_SPINCOUNT = '0'",
        "active, '', OMP_WAIT_POLICY = 'ACTIVE', GOMP_SPINCOUNT = '30000000000'",
        "'', 77, OMP_NUM_THREADS = '2', GOMP_SPINCOUNT = '77'"
    })
    void aUserSaysHowThreadsWait(String policy, String spins, String first, String second) throws Exception {
        assertThat(said(policy, spins)).contains(first, second);
    }

    /** OpenMP's own default, 300,000 turns, goes with threads that give way where the kernel says that others wait. */
    @Test
    void elseItDependsOnWhetherTheKernelTellsOfPressure() throws Exception {
        boolean told = Files.isReadable(Path.of("/proc/pressure/cpu"));
        assertThat(said("", ""))
                .contains(told ? "GOMP_SPINCOUNT = '300000'" : "OMP_WAIT_POLICY = 'PASSIVE'")
                .doesNotContain("Invalid value");
    }

    private String said(String policy, String spins) throws Exception {
        Map<String, String> environment = Map.of(
                "OMP_WAIT_POLICY",
                policy,
                "GOMP_SPINCOUNT",
                spins,
                "OMP_NUM_THREADS",
                "2",
                "OMP_DISPLAY_ENV",
                "VERBOSE");
        String tooLarge = "train --model=mlp --data=synthetic --train-limit=20 --test-limit=20 --batch-size=100000000";
        try (Child child = Child.start(folder.resolve("output"), environment, tooLarge.split(" ", -1))) {
            child.exitCode();
            return child.output();
        }
    }
}

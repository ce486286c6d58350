package dev.cifarlab.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.factory.Nd4j;

/** How OpenMP's threads wait on a cluster's machines, which no launcher of ours prepares. */
class WaitPolicyTest {

    /** As an executor does before its first cell: the class of its tasks comes before ND4J. */
    static final class Executor {

        private Executor() {}

        public static void main(String[] arguments) throws ClassNotFoundException {
            Class.forName(CellFunction.class.getName());
            System.out.println(Nd4j.create(2, 3).sumNumber());
            Thread.getAllStackTraces().keySet().forEach(thread -> System.out.println("thread " + thread.getName()));
        }
    }

    private static String said(Map<String, String> more) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Executor.class.getName()))
                .redirectErrorStream(true);
        builder.environment().keySet().removeAll(List.of("OMP_WAIT_POLICY", "GOMP_SPINCOUNT"));
        builder.environment().put("OMP_DISPLAY_ENV", "VERBOSE");
        builder.environment().putAll(more);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void anExecutorsThreadsGiveWayUnlessAUserSaysOtherwise() throws Exception {
        boolean told = Files.isReadable(Path.of("/proc/pressure/cpu"));
        assertThat(said(Map.of())).contains(told ? "thread openmp-waiting" : "OMP_WAIT_POLICY = 'PASSIVE'");
        assertThat(said(Map.of("OMP_WAIT_POLICY", "active")))
                .contains("OMP_WAIT_POLICY = 'ACTIVE'")
                .doesNotContain("thread openmp-waiting");
    }

    /** What a user says to the driver is for the executors too; what he says to Spark wins. */
    @ParameterizedTest
    @CsvSource({
        "OMP_WAIT_POLICY, active",
        "GOMP_SPINCOUNT, 77",
        "GLIBC_TUNABLES, glibc.malloc.hugetlb=1",
        "CIFAR10_DIR, /data",
        "FASHIONMNIST_DIR, /data"
    })
    void whatTheDriverWasGivenGoesToTheExecutors(String name, String value) {
        SparkConf conf = new SparkConf(false);
        SparkSettings.passOn(conf, Map.of(name, value, "HOME", "/home"));
        assertThat(conf.getAll()).hasSize(1);
        assertThat(conf.get("spark.executorEnv." + name)).isEqualTo(value);
        SparkSettings.passOn(conf, Map.of(name, "another"));
        assertThat(conf.get("spark.executorEnv." + name)).isEqualTo(value);
    }
}

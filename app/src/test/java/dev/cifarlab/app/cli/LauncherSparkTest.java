package dev.cifarlab.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the launcher asks before it starts Spark, which ends in a stack trace where it has no address. */
@EnabledOnOs(OS.LINUX)
class LauncherSparkTest {

    private static final String ASKS = "dev.cifarlab.app.cli.AddressCheck";

    @TempDir
    private Path folder;

    private LauncherCopy.Answer search(String address) throws Exception {
        LauncherCopy launcher = LauncherCopy.in(folder);
        launcher.built("case \"$*\" in *AddressCheck*) echo asked; exit 2;; esac", "echo \"$SPARK_LOCAL_IP $*\"");
        Files.createDirectories(folder.resolve("spark/target"));
        Files.createFile(folder.resolve("spark/target/cifar-lab-spark-launch.jar"));
        Files.createDirectories(folder.resolve("spark/home/target/home/jars"));
        Files.createFile(folder.resolve("spark/home/target/home/jars/spark-core_2.12.jar"));
        Map<String, String> environment =
                Map.of("JAVA_HOME", folder.resolve("jdk").toString(), "SPARK_LOCAL_IP", address, "SPARK_HOME", "");
        return launcher.launch(folder, environment, "search", "--engine=spark", "--master=local[2]");
    }

    @Test
    void anAddressThatWasGivenIsLookedUpFirst() throws Exception {
        assertThat(search("zz")).isEqualTo(new LauncherCopy.Answer(2, "asked\n"));
    }

    @Test
    void withoutOneItIsLoopback() throws Exception {
        LauncherCopy.Answer answer = search("");
        assertThat(answer.text()).startsWith("127.0.0.1 ").contains("SparkSubmit --master local[2]");
        assertThat(answer.exitCode()).isZero();
    }

    @Test
    void noAddressIsOneLineAndExitCode2() throws Exception {
        List<String> command = Child.jvm();
        command.add(ASKS);
        Path output = folder.resolve("output");
        try (Child child = Child.start(output, Map.of("SPARK_LOCAL_IP", "no address"), command)) {
            assertThat(child.exitCode()).isEqualTo(2);
            assertThat(child.output())
                    .isEqualTo("cifar-lab: the environment variable SPARK_LOCAL_IP: 'no address' does not work; give"
                            + " an address of this machine, such as 127.0.0.1, or unset it\n");
        }
        try (Child child = Child.start(output, Map.of("SPARK_LOCAL_IP", "127.0.0.1"), command)) {
            assertThat(child.exitCode()).isZero();
        }
    }
}

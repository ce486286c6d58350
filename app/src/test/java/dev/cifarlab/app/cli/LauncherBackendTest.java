package dev.cifarlab.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher with {@code --backend}, in a copy without Maven: what must not be built cannot be. */
@EnabledOnOs(OS.LINUX)
class LauncherBackendTest {

    @TempDir
    private Path folder;

    private LauncherCopy launcher;

    @BeforeEach
    void takeWhatTheLauncherNeeds() throws IOException {
        launcher = LauncherCopy.in(folder);
        String sources = "app/src/main/java/dev/cifarlab/app/";
        for (String name :
                List.of("device/Backend", "device/Gpu", "device/Driver", "device/DriverRule", "cli/DriverCheck")) {
            launcher.take(sources + name + ".java");
        }
        launcher.take("pom.xml");
        launcher.take("app/pom.xml");
    }

    @Test
    void aGpuThatDoesNotFitIsRefusedBeforeAnythingIsBuilt() throws Exception {
        launcher.script("bin/nvidia-smi", "echo '0, GPU-5a6b, NVIDIA H100 80GB HBM3, 535.104.05, 9.0'");
        LauncherCopy.Answer answer = launch("--backend", "cuda", "train", "--epochs", "1");
        assertThat(answer.text()).startsWith("cifar-lab: NVIDIA H100 80GB HBM3 has compute capability 9.0");
        assertThat(answer.text().strip()).hasLineCount(1).endsWith("use --backend cuda-jit");
        assertThat(answer.exitCode()).isEqualTo(1);
        assertThat(folder.resolve("app/target/cuda/lib")).doesNotExist();
    }

    @Test
    void anOldDriverIsAskedOnceMoreWithoutTheCapability() throws Exception {
        launcher.script(
                "bin/nvidia-smi",
                "case \"$*\" in *compute_cap*)",
                "echo 'Field \"compute_cap\" is not a valid field to query.'; exit 2;; esac",
                "echo '0, GPU-5a6b, Tesla T4, 418.87.00'");
        LauncherCopy.Answer answer = launch("--backend=cuda", "train");
        assertThat(answer.text()).startsWith("cifar-lab: the NVIDIA driver 418.87.00 is too old for --backend cuda");
        assertThat(answer.text().strip()).hasLineCount(1);
        assertThat(answer.exitCode()).isEqualTo(1);
    }

    @Test
    void aGpuThatFitsIsBuiltFor() throws Exception {
        launcher.script("bin/nvidia-smi", "echo '0, GPU-5a6b, Tesla T4, 535.104.05, 7.5'");
        LauncherCopy.Answer answer = launch("--backend", "cuda", "train");
        assertThat(answer.text()).contains("building", "about 2.4 GB").doesNotContain("Tesla");
    }

    @Test
    void anUnknownBackendIsWrongUsage() throws Exception {
        LauncherCopy.Answer answer = launch("--backend", "tpu", "train");
        assertThat(answer.text())
                .isEqualTo("cifar-lab: --backend: 'tpu' is not known; choose one of cpu, cuda, cuda-jit\n");
        assertThat(answer.exitCode()).isEqualTo(2);
    }

    private LauncherCopy.Answer launch(String... arguments) throws IOException, InterruptedException {
        Map<String, String> environment = Map.of(
                "PATH",
                folder.resolve("bin") + ":" + System.getenv("PATH"),
                "JAVA_HOME",
                System.getProperty("java.home"),
                "CUDA_VISIBLE_DEVICES",
                "");
        return launcher.launch(folder, environment, arguments);
    }
}

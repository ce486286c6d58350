package dev.cifarlab.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

    @BeforeEach
    void copyWhatTheLauncherNeeds() throws IOException {
        Path root = Path.of("").toAbsolutePath().getParent();
        Files.copy(root.resolve("cifar-lab"), folder.resolve("cifar-lab"));
        Files.createDirectories(folder.resolve(".mvn"));
        for (String file : List.of("pom.xml", "app/pom.xml")) {
            copy(root, file);
        }
        String sources = "app/src/main/java/dev/cifarlab/app/";
        for (String name : List.of("Backend", "Gpu", "Driver", "DriverRule")) {
            copy(root, sources + "device/" + name + ".java");
        }
        copy(root, sources + "cli/DriverCheck.java");
    }

    private void copy(Path root, String file) throws IOException {
        Files.createDirectories(folder.resolve(file).getParent());
        Files.copy(root.resolve(file), folder.resolve(file));
    }

    @Test
    void aGpuThatDoesNotFitIsRefusedBeforeAnythingIsBuilt() throws Exception {
        nvidiaSmi("echo '0, GPU-5a6b, NVIDIA H100 80GB HBM3, 535.104.05, 9.0'");
        Answer answer = launch("--backend", "cuda", "train", "--epochs", "1");
        assertThat(answer.text()).startsWith("cifar-lab: NVIDIA H100 80GB HBM3 has compute capability 9.0");
        assertThat(answer.text().strip()).hasLineCount(1).endsWith("use --backend cuda-jit");
        assertThat(answer.exitCode()).isEqualTo(1);
        assertThat(folder.resolve("app/target/cuda/lib")).doesNotExist();
    }

    @Test
    void anOldDriverIsAskedOnceMoreWithoutTheCapability() throws Exception {
        nvidiaSmi(
                "case \"$*\" in *compute_cap*)",
                "echo 'Field \"compute_cap\" is not a valid field to query.'; exit 2;; esac",
                "echo '0, GPU-5a6b, Tesla T4, 418.87.00'");
        Answer answer = launch("--backend=cuda", "train");
        assertThat(answer.text()).startsWith("cifar-lab: the NVIDIA driver 418.87.00 is too old for --backend cuda");
        assertThat(answer.text().strip()).hasLineCount(1);
        assertThat(answer.exitCode()).isEqualTo(1);
    }

    @Test
    void aGpuThatFitsIsBuiltFor() throws Exception {
        nvidiaSmi("echo '0, GPU-5a6b, Tesla T4, 535.104.05, 7.5'");
        Answer answer = launch("--backend", "cuda", "train");
        assertThat(answer.text()).contains("building", "about 2.4 GB").doesNotContain("Tesla");
    }

    @Test
    void anUnknownBackendIsWrongUsage() throws Exception {
        Answer answer = launch("--backend", "tpu", "train");
        assertThat(answer.text())
                .isEqualTo("cifar-lab: --backend: 'tpu' is not known; choose one of cpu, cuda, cuda-jit\n");
        assertThat(answer.exitCode()).isEqualTo(2);
    }

    private void nvidiaSmi(String... lines) throws IOException {
        Path tool = Files.createDirectories(folder.resolve("bin")).resolve("nvidia-smi");
        Files.writeString(tool, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        assertThat(tool.toFile().setExecutable(true)).isTrue();
    }

    private Answer launch(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("bash", folder.resolve("cifar-lab").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.put("PATH", folder.resolve("bin") + ":" + environment.get("PATH"));
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.remove("CUDA_VISIBLE_DEVICES");
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Answer(process.waitFor(), text);
    }

    private record Answer(int exitCode, String text) {}
}

package dev.cifarlab.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher's question in a process of its own, on machines where something is found of NVIDIA's driver. */
@EnabledOnOs(OS.LINUX)
class DriverCheckTest {

    @TempDir
    private Path folder;

    private String refusal(String backend) throws Exception {
        List<String> command = Child.jvm();
        command.addAll(List.of(DriverCheck.class.getName(), backend));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PATH", folder.toString());
        builder.environment().put("LD_LIBRARY_PATH", folder.toString());
        builder.environment().put("CUDA_VISIBLE_DEVICES", "1");
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor()).isEqualTo(text.isEmpty() ? 0 : 1);
        return text;
    }

    @Test
    void theGpuThatMayBeSeenIsTheOneThatCounts() throws Exception {
        Path tool = folder.resolve("nvidia-smi");
        Files.writeString(tool, """
                #!/bin/sh
                echo '0, GPU-1a2b, NVIDIA H100 80GB HBM3, 535.104.05, 9.0'
                echo '1, GPU-5a6b, Tesla T4, 535.104.05, 7.5'
                """);
        assertThat(tool.toFile().setExecutable(true)).isTrue();
        assertThat(refusal("cuda")).isEmpty();
    }

    @Test
    void aLibraryWithoutTheToolIsADriverOfUnknownGpus() throws Exception {
        Files.createFile(folder.resolve("libcuda.so.1"));
        assertThat(refusal("cuda")).as("let the driver decide").isEmpty();
    }
}

package dev.cifarlab.app.device;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What was found of an NVIDIA driver.
 *
 * @param present whether there is one
 * @param gpus the GPUs it shows
 * @param trouble what it says in place of GPUs; empty where all is well
 */
public record Driver(boolean present, List<Gpu> gpus, String trouble) {

    /** No driver. */
    static final Driver NONE = new Driver(false, List.of(), "");

    private static final String QUERY = "index,uuid,name,driver_version";
    private static final List<String> LIBRARY_FOLDERS = List.of(
            "/usr/lib/x86_64-linux-gnu", "/usr/lib64", "/usr/lib", "/usr/local/nvidia/lib64", "/usr/lib/wsl/lib");

    /** Asks nvidia-smi, or looks for the driver's library where that is missing. */
    public static Driver look() {
        try {
            String answer = ask(QUERY + ",compute_cap");
            Driver driver = parse(answer.contains("not a valid field") ? ask(QUERY) : answer);
            return driver.visible(Optional.ofNullable(System.getenv("CUDA_VISIBLE_DEVICES")));
        } catch (IOException e) {
            return libraryIsThere() ? new Driver(true, List.of(withoutTool()), "") : NONE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return NONE;
        }
    }

    /** Of nvidia-smi's answer: a line a GPU, or words. */
    static Driver parse(String answer) {
        List<Gpu> gpus = answer.lines().filter(Gpu::isLine).map(Gpu::parse).toList();
        String words = answer.strip().replaceAll("\\s*\\R\\s*", " ").replaceAll("\\.$", "");
        return new Driver(true, gpus, gpus.isEmpty() ? words : "");
    }

    /** Without the GPUs that {@code CUDA_VISIBLE_DEVICES} hides, where it is set. */
    Driver visible(Optional<String> devices) {
        if (devices.isEmpty() || devices.get().contains("MIG") || gpus.isEmpty()) {
            return this;
        }
        List<String> names = Arrays.asList(devices.get().strip().split("\\s*,\\s*"));
        List<Gpu> shown = gpus.stream().filter(gpu -> gpu.isAmong(names)).toList();
        return new Driver(present, shown, shown.isEmpty() ? "CUDA_VISIBLE_DEVICES hides them all" : "");
    }

    private static String ask(String fields) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("nvidia-smi", "--query-gpu=" + fields, "--format=csv,noheader")
                .redirectErrorStream(true)
                .start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return answer;
    }

    private static boolean libraryIsThere() {
        String path = System.getenv().getOrDefault("LD_LIBRARY_PATH", "");
        return Stream.concat(Arrays.stream(path.split(":")), LIBRARY_FOLDERS.stream())
                .anyMatch(folder -> Files.exists(Path.of(folder, "libcuda.so.1")));
    }

    /** A GPU of which only the kernel's part of the driver tells something: its version. */
    private static Gpu withoutTool() {
        String version = "";
        try {
            String text = Files.readString(Path.of("/proc/driver/nvidia/version"));
            version = text.replaceAll("(?s).*?\\s(\\d+\\.\\d+(\\.\\d+)?)\\s.*", "$1");
        } catch (IOException e) {
            // not every system shows it
        }
        return new Gpu("0", "", "a GPU that nvidia-smi is missing for", version.matches("[\\d.]+") ? version : "", "");
    }
}

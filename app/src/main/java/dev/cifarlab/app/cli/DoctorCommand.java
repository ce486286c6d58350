package dev.cifarlab.app.cli;

import dev.cifarlab.app.device.Backend;
import dev.cifarlab.app.device.Driver;
import dev.cifarlab.app.device.DriverRule;
import dev.cifarlab.app.device.Gpu;
import dev.cifarlab.app.figures.Fonts;
import dev.cifarlab.app.onednn.OneDnn;
import dev.cifarlab.app.runs.Environment;
import dev.cifarlab.app.settings.TrainConfig;
import dev.cifarlab.app.settings.UserException;
import dev.cifarlab.app.training.BatchMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

@Command(
        name = "doctor",
        description = "Shows backend, threads, memory and versions; says what is wrong and how to mend it.",
        footer = {"", "Examples:", "  ./cifar-lab doctor", "  ./cifar-lab --backend cuda doctor"})
final class DoctorCommand extends Answering {

    private static final long MEBIBYTE = 1 << 20;

    @Override
    int run(Console console) {
        Driver driver = Driver.look();
        String refusal = DriverRule.refusal(Build.backend(), driver);
        graphics(driver, console);
        Map<String, @Nullable Object> answer = Document.of(
                "build", Build.backend().label(),
                "gpus",
                        driver.gpus().stream()
                                .map(gpu -> Document.of("gpu", gpu.describe(), "advice", DriverRule.advice(gpu)))
                                .toList());
        List<String> problems = refusal.isEmpty() ? examine(console, answer) : List.of(refusal);
        problems.forEach(console::warn);
        if (problems.isEmpty()) {
            console.line("all is well");
        }
        answer.put("problems", problems);
        console.answer(answer);
        return problems.isEmpty() ? 0 : 1;
    }

    private static List<String> examine(Console console, Map<String, @Nullable Object> answer) {
        NativeFolder.prepare();
        Map<String, String> environment = Environment.describe();
        long heap = Runtime.getRuntime().maxMemory() / MEBIBYTE;
        long offHeap = Pointer.maxBytes() / MEBIBYTE;
        String drawing = Fonts.trouble();
        environment.forEach((name, value) -> console.line("%-14s %s", name + ":", value));
        console.line("%-14s %,d MiB", "heap:", heap);
        console.line("%-14s %,d MiB", "off-heap:", offHeap);
        console.line("%-14s %s", "pictures:", drawing.isEmpty() ? "can be drawn" : "left out (" + drawing + ")");
        answer.putAll(Document.of(
                "environment", environment,
                "heap_mib", heap,
                "off_heap_mib", offHeap,
                "pictures", drawing.isEmpty()));
        return problems();
    }

    /** The GPUs, and which build to take on each; nothing of the native libraries is loaded for it. */
    private static void graphics(Driver driver, Console console) {
        console.line("%-14s %s", "build for:", Build.backend().label());
        if (driver.gpus().isEmpty()) {
            console.line("%-14s %s", "gpu:", driver.present() ? driver.trouble() : "no NVIDIA driver");
        }
        for (Gpu gpu : driver.gpus()) {
            console.line("%-14s %s; %s", "gpu " + gpu.index() + ":", gpu.describe(), DriverRule.advice(gpu));
        }
    }

    private static List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (Build.backend() == Backend.CPU) {
            OneDnn.trouble()
                    .map(why -> why + ": all layers are several times slower; build by ./mvnw clean package -DskipTests"
                            + " on Linux on x86-64")
                    .ifPresent(problems::add);
            if (Environment.threads() > Runtime.getRuntime().availableProcessors()) {
                problems.add("more threads than processors; unset OMP_NUM_THREADS or lower it");
            }
        }
        try {
            BatchMemory.require(TrainConfig.defaults());
        } catch (UserException e) {
            problems.add("the defaults do not fit, " + e.getMessage() + ", or start through ./cifar-lab");
        }
        writable(Path.of("").toAbsolutePath(), problems);
        return problems;
    }

    private static void writable(Path folder, List<String> problems) {
        try {
            Files.delete(Files.createTempFile(folder, "doctor", ".tmp"));
        } catch (IOException e) {
            problems.add("the folder " + folder + " cannot be written to; start elsewhere or give --out");
        }
    }
}

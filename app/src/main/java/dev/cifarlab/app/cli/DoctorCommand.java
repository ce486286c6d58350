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
import org.bytedeco.javacpp.Pointer;
import picocli.CommandLine.Command;

@Command(
        name = "doctor",
        description = "Shows backend, threads, memory and versions; says what is wrong and how to mend it.",
        footer = {"", "Examples:", "  ./cifar-lab doctor", "  ./cifar-lab --backend cuda doctor"})
final class DoctorCommand extends Subcommand {

    private static final long MEBIBYTE = 1 << 20;
    private static final long NEEDED = 1280; // what a training with the defaults takes

    @Override
    int run(Console console) {
        Driver driver = Driver.look();
        String refusal = DriverRule.refusal(Build.backend(), driver);
        graphics(driver, console);
        if (!refusal.isEmpty()) {
            console.warn(refusal);
            return 1;
        }
        NativeFolder.prepare();
        Environment.describe().forEach((name, value) -> console.line("%-14s %s", name + ":", value));
        console.line("%-14s %,d MiB", "heap:", Runtime.getRuntime().maxMemory() / MEBIBYTE);
        console.line("%-14s %,d MiB", "off-heap:", Pointer.maxBytes() / MEBIBYTE);
        String drawing = Fonts.trouble();
        console.line("%-14s %s", "pictures:", drawing.isEmpty() ? "can be drawn" : "left out (" + drawing + ")");
        List<String> problems = problems();
        problems.forEach(console::warn);
        if (problems.isEmpty()) {
            console.line("all is well");
        }
        return problems.isEmpty() ? 0 : 1;
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
        if (Pointer.maxBytes() > 0 && Pointer.maxBytes() / MEBIBYTE < NEEDED) {
            problems.add(
                    "less than " + NEEDED + " MiB off-heap: train with --batch-size 32, or start through ./cifar-lab");
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

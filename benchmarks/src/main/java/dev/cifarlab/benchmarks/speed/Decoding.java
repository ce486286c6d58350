package dev.cifarlab.benchmarks.speed;

import com.sun.management.OperatingSystemMXBean;
import dev.cifarlab.app.data.Framing;
import dev.cifarlab.app.data.Pictures;
import dev.cifarlab.app.settings.Fit;
import dev.cifarlab.app.settings.UserException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Pictures a second from the files of a folder, on all processors, pass after pass. */
public final class Decoding {

    private Decoding() {}

    /** {@code FOLDER SIDE PASSES}. */
    public static void main(String[] arguments) throws IOException {
        Framing framing = new Framing(Integer.parseInt(arguments[1]), Fit.CROP, 0xffffff);
        List<Path> files;
        try (Stream<Path> all = Files.walk(Path.of(arguments[0]))) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        for (int pass = 1; pass <= Integer.parseInt(arguments[2]); pass++) {
            long start = System.nanoTime();
            long before = system.getProcessCpuTime();
            long read = files.stream()
                    .parallel()
                    .filter(file -> isRead(file, framing))
                    .count();
            double seconds = (System.nanoTime() - start) / 1e9;
            double busy = (system.getProcessCpuTime() - before) / 1e9 / seconds;
            System.out.printf(
                    Locale.ROOT,
                    "pass %d: %d pictures, %.0f/s, %.2f processors busy%n",
                    pass,
                    read,
                    read / seconds,
                    busy);
        }
    }

    private static boolean isRead(Path file, Framing framing) {
        try {
            return Pictures.load(file, framing).length > 0;
        } catch (UserException e) {
            return false;
        }
    }
}

package dev.cifarlab.benchmarks.speed;

import dev.cifarlab.app.onednn.Element;
import dev.cifarlab.app.onednn.Layout;
import dev.cifarlab.app.onednn.OpenMp;
import dev.cifarlab.app.settings.ConvolutionRoute;
import dev.cifarlab.app.settings.ModelKind;
import dev.cifarlab.app.settings.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One contestant in a process of its own: prints images/s of training and of inference, and the peak of resident memory
 * in training in MiB. Arguments: CONTESTANT MODEL PRECISION BATCH STEPS.
 */
public final class Measure {

    private static final int WARM_UP = 2;

    private Measure() {}

    /** Measures what the arguments name. */
    public static void main(String[] args) throws IOException {
        ModelKind model = ModelKind.valueOf(args[1].toUpperCase(Locale.ROOT));
        Precision precision = Precision.valueOf(args[2].toUpperCase(Locale.ROOT));
        int batch = Integer.parseInt(args[3]);
        int steps = Integer.parseInt(args[4]);
        if (!args[0].equals("djl")) {
            OpenMp.letThreadsGiveWay(); // as the app does
        }
        Contestant contestant = contestant(args[0], model, precision, batch);
        double training = perSecond(contestant::train, batch, steps);
        long peak = peak();
        double inference = perSecond(contestant::infer, batch, 2 * steps);
        System.out.printf(Locale.ROOT, "%.1f %.1f %d%n", training, inference, peak);
    }

    private static Contestant contestant(String name, ModelKind model, Precision precision, int batch) {
        return switch (name) {
            case "ours" -> Ours.of(model, ConvolutionRoute.ONEDNN, precision, batch);
            case "native" -> Ours.of(model, ConvolutionRoute.NATIVE, precision, batch);
            case "stock" -> Ours.stock(model, batch);
            case "djl" -> new DjlResNet(batch);
            case "floor-any" -> floor(precision, Layout.ANY, batch);
            case "floor-last" -> floor(precision, Layout.CHANNELS_LAST, batch);
            default -> throw new IllegalArgumentException("no contestant " + name);
        };
    }

    private static Contestant floor(Precision precision, Layout layout, int batch) {
        Nd4j.zeros(1); // ND4J's OpenMP first, as in a training
        return new ConvolutionsAlone(precision == Precision.BF16 ? Element.BFLOAT16 : Element.FLOAT32, layout, batch);
    }

    private static double perSecond(Runnable step, int batch, int steps) {
        for (int k = 0; k < WARM_UP; k++) {
            step.run();
        }
        long start = System.nanoTime();
        for (int k = 0; k < steps; k++) {
            step.run();
        }
        return batch * (double) steps / ((System.nanoTime() - start) / 1e9);
    }

    private static long peak() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }
}

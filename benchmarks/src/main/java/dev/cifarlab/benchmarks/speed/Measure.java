package dev.cifarlab.benchmarks.speed;

import dev.cifarlab.app.onednn.Element;
import dev.cifarlab.app.onednn.Layout;
import dev.cifarlab.app.onednn.OpenMp;
import dev.cifarlab.app.settings.ModelKind;
import dev.cifarlab.app.settings.Precision;
import java.io.IOException;
import java.util.Locale;
import org.nd4j.linalg.factory.Nd4j;

/** One contestant: {@code Measure CONTESTANT MODEL PRECISION BATCH STEPS} prints its {@link Timing}. */
public final class Measure {

    private Measure() {}

    /** Measures what the arguments name. */
    public static void main(String[] args) throws IOException {
        Precision precision = Precision.valueOf(args[2].toUpperCase(Locale.ROOT));
        int batch = Integer.parseInt(args[3]);
        int steps = Integer.parseInt(args[4]);
        OpenMp.letThreadsGiveWay(); // as the app does
        if (args[0].equals("products")) {
            Products.print(element(precision), steps);
        } else {
            Timing.print(contestant(args[0], args[1], precision, batch), batch, steps);
        }
    }

    private static Contestant contestant(String name, String modelName, Precision precision, int batch) {
        ModelKind model = ModelKind.valueOf(modelName.toUpperCase(Locale.ROOT));
        return switch (name) {
            case "ours" -> Ours.of(model, precision, batch);
            case "stock" -> Ours.stock(model, batch);
            case "floor-any" -> floor(model, precision, Layout.ANY, batch);
            case "floor-last" -> floor(model, precision, Layout.CHANNELS_LAST, batch);
            default -> throw new IllegalArgumentException("no contestant " + name);
        };
    }

    private static Contestant floor(ModelKind model, Precision precision, Layout layout, int batch) {
        Nd4j.zeros(1); // ND4J's OpenMP first, as in a training
        return new ConvolutionsAlone(Ours.net(model), element(precision), layout, batch);
    }

    private static Element element(Precision precision) {
        return precision == Precision.BF16 ? Element.BFLOAT16 : Element.FLOAT32;
    }
}

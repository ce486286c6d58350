package dev.cifarlab.app.data;

import dev.cifarlab.app.settings.Parts;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.commons.math3.random.MersenneTwister;

/**
 * A way of varying training images, one class each. In whatever order they are listed, what changes bytes comes first
 * ({@link ScaledCrop}, {@link ColourJitter}), then what moves pixels, what cuts out, and what mixes images; those of a
 * kind are done in the list's order.
 */
interface Augmentation {

    /** Draws what is done to the next image. */
    Consumer<Placement> draw(MersenneTwister generator, int height, int width);

    /** The one that a part of {@link dev.cifarlab.app.settings.Setting#AUGMENT} stands for. */
    private static Augmentation of(Parts.Part part, long seed, int epoch) {
        return switch (part.name()) {
            case "flip" -> new Flip();
            case "alternating-flip" -> new AlternatingFlip(seed, epoch);
            case "shift" -> new Shift(part.whole(0), part.values().get(1).equals("reflect"));
            case "crop-scale" -> new ScaledCrop(part.number(0));
            case "colour" -> new ColourJitter(part.number(0));
            case "cutout" -> new Cutout(part.whole(0));
            case "erase" -> new Erase(part.number(0));
            case "mixup", "cutmix" -> (generator, height, width) -> asItIs -> {}; // of whole batches: see Mixing
            default -> throw new IllegalArgumentException("no augmentation is called " + part.name());
        };
    }

    /** A number from one to below another, each as likely. */
    static double between(MersenneTwister generator, double least, double most) {
        return least + (most - least) * generator.nextDouble();
    }

    /** What is done to an epoch's images, by their place in it: from the seed and the epoch alone. */
    static List<Consumer<Placement>> ofEpoch(Parts parts, ImageSet images, long seed, int epoch) {
        List<Augmentation> all =
                parts.list().stream().map(part -> of(part, seed, epoch)).toList();
        MersenneTwister generator = Seeds.generator(seed, Seeds.AUGMENTATION, epoch);
        List<Consumer<Placement>> changes = new ArrayList<>(images.size());
        for (int image = 0; image < images.size(); image++) {
            Consumer<Placement> change = asItIs -> {};
            for (Augmentation augmentation : all) {
                change = change.andThen(augmentation.draw(generator, images.height(), images.width()));
            }
            changes.add(change);
        }
        return changes;
    }
}

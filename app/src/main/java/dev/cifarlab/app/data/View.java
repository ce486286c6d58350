package dev.cifarlab.app.data;

import dev.cifarlab.app.settings.TestTimeAugmentation;
import java.util.List;
import java.util.function.Consumer;

/**
 * One of the ways in which an image is shown to a network that is asked about it.
 *
 * @param weight its weight in the mean of the logits; those of all ways sum to 1
 * @param change what is done to the image
 */
public record View(double weight, Consumer<Placement> change) {

    /** The image as it is. */
    public static final View PLAIN = new View(1, asItIs -> {});

    /** All of them. */
    public static List<View> of(TestTimeAugmentation kind) {
        return switch (kind) {
            case NONE -> List.of(PLAIN);
            case FLIP -> List.of(new View(0.5, moved(0)), new View(0.5, mirrored(0)));
            case FLIP_SHIFT ->
                List.of(
                        new View(0.25, moved(0)),
                        new View(0.25, mirrored(0)),
                        new View(0.125, moved(-1)),
                        new View(0.125, mirrored(-1)),
                        new View(0.125, moved(1)),
                        new View(0.125, mirrored(1)));
        };
    }

    /** Down and right, over the image's own reflection. */
    private static Consumer<Placement> moved(int pixels) {
        return placement -> placement.move(pixels, pixels, true);
    }

    private static Consumer<Placement> mirrored(int pixels) {
        return moved(pixels).andThen(Placement::mirror);
    }
}

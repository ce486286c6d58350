package dev.cifarlab.app.cli;

import dev.cifarlab.app.data.ImageSet;
import dev.cifarlab.app.data.Pictures;
import dev.cifarlab.app.evaluation.Insight;
import dev.cifarlab.app.settings.UserException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which image feature maps are of: a picture, or a test image by its index. */
final class ImageChoice {

    @Option(names = "--image", paramLabel = "FILE", description = "a picture of your own")
    private @Nullable Path file;

    @Option(names = "--image-index", paramLabel = "N", description = "a test image (default 12)")
    private @Nullable Integer index;

    /** What captions call it. */
    String name() {
        return file == null ? "test image " + number() : "the picture " + file.getFileName();
    }

    /** A set of that image alone. */
    ImageSet select(ImageSet test) {
        if (file != null) {
            byte[] pixels = Pictures.load(file);
            int[] unknown = {ImageSet.UNKNOWN};
            return new ImageSet(pixels, unknown, test.channels(), test.height(), test.width(), test.classNames());
        }
        if (number() < 0 || number() >= test.size()) {
            throw UserException.usage(
                    "image-index: %d is not one of the test images 0 to %d", number(), test.size() - 1);
        }
        return test.select(new int[] {number()});
    }

    private int number() {
        return index == null ? Insight.DEFAULT_IMAGE : index;
    }
}

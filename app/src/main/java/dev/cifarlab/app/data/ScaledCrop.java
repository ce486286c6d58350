package dev.cifarlab.app.data;

import java.util.function.Consumer;
import org.apache.commons.math3.random.MersenneTwister;

/**
 * {@code crop-scale=S}: a part of the image in the place of all of it, enlarged by bilinear interpolation (Szegedy et
 * al., 2015, "Going deeper with convolutions", section 6). Its area is drawn evenly from S to 1 of the image's, its
 * width over its height from 3/4 to 4/3, evenly in the logarithm, its place evenly; where none of ten draws fits, it is
 * the middle of the image, as large as those ratios allow: torchvision's {@code RandomResizedCrop}.
 *
 * @param least S
 */
record ScaledCrop(double least) implements Augmentation {

    private static final int ATTEMPTS = 10;
    private static final double WIDEST = 4 / 3.0;

    @Override
    public Consumer<Placement> draw(MersenneTwister generator, int height, int width) {
        Placement.Hole part = part(generator, height, width);
        return placement -> placement.change(image -> enlarge(image, part, height, width));
    }

    /** What is left of an image of a height and width. */
    Placement.Hole part(MersenneTwister generator, int height, int width) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            double area = Augmentation.between(generator, least, 1) * height * width;
            double ratio = Math.exp(Augmentation.between(generator, -Math.log(WIDEST), Math.log(WIDEST)));
            int wide = (int) Math.round(Math.sqrt(area * ratio));
            int high = (int) Math.round(Math.sqrt(area / ratio));
            if (wide > 0 && high > 0 && wide <= width && high <= height) {
                int top = generator.nextInt(height - high + 1);
                int left = generator.nextInt(width - wide + 1);
                return new Placement.Hole(top, left, top + high, left + wide);
            }
        }
        int wide = (int) Math.min(width, Math.round(height * WIDEST));
        int high = (int) Math.min(height, Math.round(width * WIDEST));
        int top = (height - high) / 2;
        int left = (width - wide) / 2;
        return new Placement.Hole(top, left, top + high, left + wide);
    }

    private static void enlarge(byte[] image, Placement.Hole part, int height, int width) {
        Resizing lines = Resizing.of(part.bottom() - part.top(), height);
        Resizing columns = Resizing.of(part.right() - part.left(), width);
        Resizing.planes(image.clone(), height, width, part, lines, columns, image);
    }
}

package dev.cifarlab.app.figures;

import dev.cifarlab.app.data.ImageSet;
import java.awt.image.BufferedImage;

/**
 * A small picture in a sheet.
 *
 * @param picture the picture, magnified without smoothing
 * @param label what stands above it, lines separated by line feeds; may be empty
 */
record Tile(BufferedImage picture, String label) {

    int labelLines() {
        return label.isEmpty() ? 0 : label.split("\n", -1).length;
    }

    /** The image with an index, in its own size; sets with one channel come out grey. */
    static BufferedImage picture(ImageSet images, int index) {
        BufferedImage picture = new BufferedImage(images.width(), images.height(), BufferedImage.TYPE_INT_RGB);
        int plane = images.width() * images.height();
        byte[] pixels = images.image(index);
        for (int pixel = 0; pixel < plane; pixel++) {
            int rgb = 0;
            for (int channel = 0; channel < 3; channel++) {
                int source = Math.min(channel, images.channels() - 1) * plane + pixel;
                rgb = (rgb << 8) | (pixels[source] & 0xff);
            }
            picture.setRGB(pixel % images.width(), pixel / images.width(), rgb);
        }
        return picture;
    }
}

package dev.cifarlab.app.figures;

import dev.cifarlab.app.backend.Network;
import dev.cifarlab.app.runs.RunFolder;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Pictures of a convolution's kernel (out, in, height, width); zero is in the middle of every scale. */
public final class FilterFigures {

    /** The picture of the first filters that a training keeps in its run folder. */
    public static final String FILE = "filters.png";

    private static final int COLOUR_CHANNELS = 3;
    private static final int PER_ROW = 16;
    private static final int WHITE = 255;

    private FilterFigures() {}

    /** Draws a network's first filters into its run's folder, where it has some and Java can draw. */
    public static void draw(RunFolder run, Network network) {
        if (Fonts.trouble().isEmpty()) {
            network.net().firstAndLastConvolution().stream()
                    .findFirst()
                    .ifPresent(site -> Drawing.write(
                            colour("Filters of the first convolution", network.kernel(site))
                                    .draw(),
                            run.file(FILE)));
        }
    }

    /** All filters over red, green and blue, each as one colour tile. */
    static TileSheet colour(String title, INDArray kernel) {
        double magnitude = magnitude(kernel);
        TileSheet sheet = new TileSheet(title, 60).bar(ColourScale.grey(-magnitude, magnitude));
        int filters = (int) kernel.size(0);
        for (int first = 0; first < filters; first += PER_ROW) {
            int last = Math.min(first + PER_ROW, filters) - 1;
            List<Tile> tiles = IntStream.rangeClosed(first, last)
                    .mapToObj(filter -> new Tile(colourTile(kernel, filter, magnitude), ""))
                    .toList();
            sheet.row(first + "–" + last, tiles, null);
        }
        return sheet;
    }

    /** Weight w of the red, green or blue channel becomes that colour's share 255 (w + magnitude) / (2 magnitude). */
    static BufferedImage colourTile(INDArray kernel, int filter, double magnitude) {
        ColourScale scale = ColourScale.grey(-magnitude, magnitude);
        int height = (int) kernel.size(2);
        int width = (int) kernel.size(3);
        BufferedImage tile = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int rgb = 0;
                for (int channel = 0; channel < COLOUR_CHANNELS; channel++) {
                    double weight = kernel.getDouble(filter, Math.min(channel, kernel.size(1) - 1), y, x);
                    rgb = (rgb << 8) | (int) Math.round(WHITE * scale.fraction(weight));
                }
                tile.setRGB(x, y, rgb);
            }
        }
        return tile;
    }

    /** Some slices: a column a filter, a row an input channel. */
    static TileSheet slices(String title, INDArray kernel, int[] filters, int[] channels, List<String> channelNames) {
        double magnitude = magnitude(kernel);
        ColourScale scale = ColourScale.grey(-magnitude, magnitude);
        TileSheet sheet = new TileSheet(title, 90).bar(scale);
        for (int k = 0; k < channels.length; k++) {
            List<Tile> tiles = new ArrayList<>();
            for (int filter : filters) {
                float[][] slice = kernel.slice(filter).slice(channels[k]).toFloatMatrix();
                tiles.add(new Tile(scale.picture(slice), k == 0 ? "filter\n" + filter : ""));
            }
            sheet.row(channelNames.get(k), tiles, null);
        }
        return sheet;
    }

    static double magnitude(INDArray kernel) {
        double magnitude = kernel.amaxNumber().doubleValue();
        return magnitude > 0 ? magnitude : 1;
    }

    /** So many indices, evenly spread over 0..size - 1, the first of them 0. */
    static int[] spread(int count, int size) {
        int shown = Math.min(count, size);
        return IntStream.range(0, shown).map(k -> k * size / shown).toArray();
    }
}

package dev.cifarlab.app.figures;

import dev.cifarlab.app.data.ImageSet;
import dev.cifarlab.app.evaluation.FeatureMaps;
import dev.cifarlab.app.evaluation.FeatureMaps.Maps;
import dev.cifarlab.app.evaluation.Insight;
import dev.cifarlab.app.evaluation.Insight.Contribution;
import java.awt.AlphaComposite;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Pictures of feature maps of one image. */
final class MapFigures {

    private static final int SIDE = 128;

    private MapFigures() {}

    /** Some filters' maps: the convolution's output, before and after the activation function, beside the image. */
    static TileSheet stages(String title, FeatureMaps maps, ImageSet image, int[] filters) {
        BufferedImage picture = Tile.picture(image, 0);
        String[] labels = {"convolution", "before\nactivation", "after\nactivation"};
        Maps[] stages = {maps.convolution(), maps.before(), maps.after()};
        TileSheet sheet = new TileSheet(title, SIDE);
        for (int k = 0; k < stages.length; k++) {
            float[][][] values = stages[k].values();
            ColourScale scale = scale(Arrays.stream(filters).mapToObj(filter -> values[filter]));
            List<Tile> tiles = new ArrayList<>();
            tiles.add(new Tile(picture, k == 0 ? "image" : ""));
            for (int filter : filters) {
                tiles.add(new Tile(scale.picture(values[filter]), k == 0 ? "filter " + filter : ""));
            }
            sheet.row(labels[k], tiles, scale);
        }
        return sheet;
    }

    /** One scale for several maps, with zero in the middle. */
    private static ColourScale scale(Stream<float[][]> maps) {
        return ColourScale.around0(maps.mapToDouble(MapFigures::magnitude).max().orElse(1));
    }

    static double magnitude(float[][] values) {
        double magnitude = 0;
        for (float[] row : values) {
            for (float value : row) {
                magnitude = Math.max(magnitude, Math.abs(value));
            }
        }
        return magnitude;
    }

    /** The channels of the last stage that add most to a class's logit, with what they add. */
    static TileSheet contributions(String title, Insight insight, List<Contribution> top) {
        float[][][] maps = insight.last().after().values();
        ColourScale scale = scale(top.stream().map(c -> maps[c.channel()]));
        List<Tile> tiles = new ArrayList<>();
        tiles.add(new Tile(Tile.picture(insight.image(), 0), "image\n"));
        for (Contribution c : top) {
            String label = String.format(Locale.ROOT, "ch. %d\n%+.3f", c.channel(), c.value());
            tiles.add(new Tile(scale.picture(maps[c.channel()]), label));
        }
        return new TileSheet(title, SIDE).row("", tiles, scale);
    }

    /** The class activation maps of some classes: as they are, and over the image. */
    static TileSheet classActivation(String title, Insight insight, List<Integer> classes, List<String> labels) {
        BufferedImage picture = Tile.picture(insight.image(), 0);
        ColourScale scale = scale(classes.stream().map(insight::classActivationMap));
        TileSheet sheet = new TileSheet(title, 200).bar(scale);
        for (int k = 0; k < classes.size(); k++) {
            BufferedImage map = scale.picture(insight.classActivationMap(classes.get(k)));
            List<Tile> tiles = List.of(
                    new Tile(picture, k == 0 ? "image" : ""),
                    new Tile(map, k == 0 ? "map" : ""),
                    new Tile(over(picture, map), k == 0 ? "map over image" : ""));
            sheet.row(labels.get(k), tiles, null);
        }
        return sheet;
    }

    private static BufferedImage over(BufferedImage picture, BufferedImage map) {
        int side = 200;
        BufferedImage both = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = both.createGraphics();
        graphics.drawImage(picture, 0, 0, side, side, null);
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.setComposite(AlphaComposite.getInstance(AlphaComposite.SRC_OVER, 0.6f));
        graphics.drawImage(map, 0, 0, side, side, null);
        graphics.dispose();
        return both;
    }
}

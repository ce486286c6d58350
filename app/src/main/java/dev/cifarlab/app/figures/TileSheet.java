package dev.cifarlab.app.figures;

import static dev.cifarlab.app.figures.Drawing.MARGIN;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Point;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of equally large tiles with labels, and colour bars with values. */
final class TileSheet {

    private static final int GAP = 10;
    private static final int BAR_WIDTH = 130;
    private static final int LINE = 24;

    private record Row(
            String label, List<Tile> tiles, @Nullable ColourScale scale) {
        int labelHeight() {
            return LINE * tiles.stream().mapToInt(Tile::labelLines).max().orElse(0);
        }
    }

    private final String title;
    private final int side;
    private final List<Row> rows = new ArrayList<>();
    private @Nullable ColourScale shared;

    /** An empty sheet of tiles that are {@code side} pixels wide and high. */
    TileSheet(String title, int side) {
        this.title = title;
        this.side = side;
    }

    TileSheet row(String label, List<Tile> tiles, @Nullable ColourScale scale) {
        rows.add(new Row(label, tiles, scale));
        return this;
    }

    /** One colour bar for all rows. */
    TileSheet bar(ColourScale scale) {
        shared = scale;
        return this;
    }

    BufferedImage draw() {
        int bottom = top(rows.size());
        BufferedImage sheet = Drawing.white(Math.max(width(), Drawing.titleWidth(title)), bottom + MARGIN);
        Graphics2D graphics = Drawing.titled(sheet, title);
        for (int row = 0; row < rows.size(); row++) {
            drawRow(graphics, row);
        }
        if (shared != null) {
            int first = positionOf(0, 0).y;
            shared.bar(graphics, width() - BAR_WIDTH, first, bottom - GAP - first);
        }
        graphics.dispose();
        return sheet;
    }

    private void drawRow(Graphics2D graphics, int index) {
        Row row = rows.get(index);
        int y = positionOf(index, 0).y;
        graphics.setColor(Color.BLACK);
        lines(graphics, row.label(), MARGIN, y + side / 2 - (row.label().split("\n", -1).length - 1) * LINE / 2 + 7);
        for (int column = 0; column < row.tiles().size(); column++) {
            Tile tile = row.tiles().get(column);
            int x = positionOf(index, column).x;
            graphics.setColor(Color.BLACK);
            lines(graphics, tile.label(), x, y - LINE * (tile.labelLines() - 1) - 6);
            graphics.drawImage(tile.picture(), x, y, side, side, null);
            graphics.setColor(Color.GRAY);
            graphics.drawRect(x - 1, y - 1, side + 1, side + 1);
        }
        if (row.scale() != null) {
            row.scale().bar(graphics, width() - BAR_WIDTH, y, side);
        }
    }

    private static void lines(Graphics2D graphics, String text, int x, int y) {
        String[] lines = text.split("\n", -1);
        for (int k = 0; k < lines.length; k++) {
            graphics.drawString(lines[k], x, y + k * LINE);
        }
    }

    /** Upper left corner of a tile. */
    Point positionOf(int row, int column) {
        return new Point(
                left() + column * (side + GAP), top(row) + rows.get(row).labelHeight());
    }

    private int top(int row) {
        return MARGIN
                + 40
                + rows.subList(0, row).stream()
                        .mapToInt(above -> above.labelHeight() + side + GAP)
                        .sum();
    }

    private int left() {
        return MARGIN
                + rows.stream()
                        .flatMap(row -> row.label().lines())
                        .mapToInt(line -> Drawing.width(line, Drawing.TEXT) + GAP)
                        .max()
                        .orElse(0);
    }

    private int width() {
        int columns = rows.stream().mapToInt(row -> row.tiles().size()).max().orElse(0);
        boolean bars = shared != null || rows.stream().anyMatch(row -> row.scale() != null);
        return left() + columns * (side + GAP) + (bars ? GAP + BAR_WIDTH : MARGIN);
    }
}

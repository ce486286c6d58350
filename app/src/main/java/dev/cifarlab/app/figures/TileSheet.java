package dev.cifarlab.app.figures;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.Point;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of equally large tiles with labels, and colour bars with values. */
final class TileSheet {

    private static final int GAP = 10;
    private static final int MARGIN = 16;
    private static final int BAR_WIDTH = 130;
    private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 24);
    private static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 19);
    private static final int LINE = 24;

    private record Row(
            String label, List<Tile> tiles, @Nullable ColourScale scale) {
        int labelLines() {
            return tiles.stream()
                    .map(Tile::label)
                    .mapToInt(label -> label.isEmpty() ? 0 : label.split("\n", -1).length)
                    .max()
                    .orElse(0);
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

    /** Adds a row. */
    TileSheet row(String label, List<Tile> tiles) {
        rows.add(new Row(label, tiles, null));
        return this;
    }

    /** Adds a row that has a colour bar of its own. */
    TileSheet row(String label, List<Tile> tiles, ColourScale scale) {
        rows.add(new Row(label, tiles, scale));
        return this;
    }

    /** One colour bar for all rows. */
    TileSheet bar(ColourScale scale) {
        shared = scale;
        return this;
    }

    /** Draws the sheet. */
    BufferedImage draw() {
        int left = left();
        int bottom = top(rows.size());
        BufferedImage sheet = Png.white(Math.max(width(), textWidth(title, TITLE) + 2 * MARGIN), bottom + MARGIN);
        Graphics2D graphics = sheet.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setColor(Color.BLACK);
        graphics.setFont(TITLE);
        graphics.drawString(title, MARGIN, MARGIN + 22);
        graphics.setFont(TEXT);
        for (int row = 0; row < rows.size(); row++) {
            drawRow(graphics, row, left);
        }
        if (shared != null) {
            int first = positionOf(0, 0).y;
            ColourBar.draw(graphics, shared, width() - BAR_WIDTH, first, bottom - GAP - first);
        }
        graphics.dispose();
        return sheet;
    }

    private void drawRow(Graphics2D graphics, int index, int left) {
        Row row = rows.get(index);
        int y = positionOf(index, 0).y;
        graphics.setColor(Color.BLACK);
        lines(graphics, row.label(), MARGIN, y + side / 2 - (row.label().split("\n", -1).length - 1) * LINE / 2 + 7);
        for (int column = 0; column < row.tiles().size(); column++) {
            Tile tile = row.tiles().get(column);
            int x = left + column * (side + GAP);
            graphics.setColor(Color.BLACK);
            int lines = tile.label().isEmpty() ? 0 : tile.label().split("\n", -1).length;
            lines(graphics, tile.label(), x, y - LINE * (lines - 1) - 6);
            graphics.drawImage(tile.picture(), x, y, side, side, null);
            graphics.setColor(Color.GRAY);
            graphics.drawRect(x - 1, y - 1, side + 1, side + 1);
        }
        if (row.scale() != null) {
            ColourBar.draw(graphics, row.scale(), width() - BAR_WIDTH, y, side);
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
                left() + column * (side + GAP), top(row) + rows.get(row).labelLines() * LINE);
    }

    private int top(int row) {
        int y = MARGIN + 40;
        for (int k = 0; k < row; k++) {
            y += rows.get(k).labelLines() * LINE + side + GAP;
        }
        return y;
    }

    private int left() {
        return MARGIN
                + rows.stream()
                        .flatMap(row -> row.label().lines())
                        .mapToInt(line -> textWidth(line, TEXT) + GAP)
                        .max()
                        .orElse(0);
    }

    private int width() {
        int columns = rows.stream().mapToInt(row -> row.tiles().size()).max().orElse(0);
        boolean bars = shared != null || rows.stream().anyMatch(row -> row.scale() != null);
        return left() + columns * (side + GAP) + (bars ? GAP + BAR_WIDTH : MARGIN);
    }

    private static int textWidth(String text, Font font) {
        Graphics2D graphics = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
        FontMetrics metrics = graphics.getFontMetrics(font);
        graphics.dispose();
        return metrics.stringWidth(text);
    }
}

package dev.cifarlab.app.figures;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * A table of coloured cells with text in them.
 *
 * @param title stands above
 * @param rowTitle what the rows are
 * @param columnTitle what the columns are
 * @param rows labels of the rows
 * @param columns labels of the columns
 */
record MatrixFigure(String title, String rowTitle, String columnTitle, List<String> rows, List<String> columns) {

    private static final int MARGIN = 16;
    private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 24);
    private static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 19);
    private static final int DARK = 140;

    /** Draws values[row][column] as colours, and the texts in the cells; NaN leaves a cell white. */
    BufferedImage draw(double[][] values, String[][] texts, ColourScale scale, int cellWidth, int cellHeight) {
        BufferedImage scratch = Png.white(1, 1);
        FontMetrics metrics = scratch.createGraphics().getFontMetrics(TEXT);
        int left = 2 * MARGIN
                + Math.max(
                        metrics.stringWidth(rowTitle),
                        rows.stream().mapToInt(metrics::stringWidth).max().orElse(0));
        int top = MARGIN + 100;
        int titleWidth = scratch.createGraphics().getFontMetrics(TITLE).stringWidth(title);
        BufferedImage picture = Png.white(
                Math.max(left + columns.size() * cellWidth, titleWidth + MARGIN) + MARGIN,
                top + rows.size() * cellHeight + MARGIN);
        Graphics2D graphics = picture.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setColor(Color.BLACK);
        graphics.setFont(TITLE);
        graphics.drawString(title, MARGIN, MARGIN + 22);
        graphics.setFont(TEXT);
        graphics.drawString(columnTitle, left, MARGIN + 60);
        graphics.drawString(rowTitle, MARGIN, top - 10);
        for (int column = 0; column < columns.size(); column++) {
            centred(graphics, columns.get(column), left + column * cellWidth, top - 10, cellWidth);
        }
        for (int row = 0; row < rows.size(); row++) {
            int y = top + row * cellHeight;
            graphics.setColor(Color.BLACK);
            graphics.drawString(rows.get(row), MARGIN, y + cellHeight / 2 + 7);
            for (int column = 0; column < columns.size(); column++) {
                int x = left + column * cellWidth;
                Color colour = Double.isNaN(values[row][column]) ? Color.WHITE : scale.of(values[row][column]);
                cell(graphics, colour, texts[row][column], new int[] {x, y, cellWidth, cellHeight});
            }
        }
        graphics.dispose();
        return picture;
    }

    private static void cell(Graphics2D graphics, Color colour, String text, int[] box) {
        graphics.setColor(colour);
        graphics.fillRect(box[0], box[1], box[2] - 2, box[3] - 2);
        int lightness = (colour.getRed() + colour.getGreen() + colour.getBlue()) / 3;
        graphics.setColor(lightness < DARK ? Color.WHITE : Color.BLACK);
        String[] lines = text.split("\n", -1);
        for (int k = 0; k < lines.length; k++) {
            int y = box[1] + box[3] / 2 + 7 - (lines.length - 1) * 12 + k * 24;
            centred(graphics, lines[k], box[0], y, box[2]);
        }
    }

    private static void centred(Graphics2D graphics, String text, int x, int y, int width) {
        graphics.drawString(text, x + (width - graphics.getFontMetrics().stringWidth(text)) / 2, y);
    }
}

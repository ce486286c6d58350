package dev.cifarlab.app.data;

/**
 * What a frame is drawn upon.
 *
 * @param width columns
 * @param height rows
 * @param x column of the frame's left edge
 * @param y row of the frame's upper edge
 */
record Canvas(int width, int height, int x, int y) {

    /** One on which a frame fits. */
    static Canvas holding(int width, int height, int x, int y, int frameWidth, int frameHeight) {
        return new Canvas(Math.max(width, x + frameWidth), Math.max(height, y + frameHeight), x, y);
    }
}

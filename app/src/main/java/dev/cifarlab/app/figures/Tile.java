package dev.cifarlab.app.figures;

import java.awt.image.BufferedImage;

/**
 * A small picture in a sheet.
 *
 * @param picture the picture, magnified without smoothing
 * @param label what stands above it, lines separated by line feeds; may be empty
 */
record Tile(BufferedImage picture, String label) {}

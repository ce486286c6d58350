/** Layers, each with its own backward pass. */
@NullMarked
package dev.cifarlab.layers.layer;

import org.jspecify.annotations.NullMarked;

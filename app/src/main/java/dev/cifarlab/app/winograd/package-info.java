/**
 * 3x3 convolutions of stride 1 with a quarter of the multiplications: F(4x4, 3x3) of Lavin and Gray, "Fast Algorithms
 * for Convolutional Neural Networks" (2016, section 4). Steps of oneDNN's products and of our own transforms; all
 * arrays are the program's, but for those in which a thread transforms. Knows nothing of networks.
 */
@NullMarked
package dev.cifarlab.app.winograd;

import org.jspecify.annotations.NullMarked;

/** A network's weights as arrays by name, in files that other programs read and write; both ways. */
@NullMarked
package dev.cifarlab.app.weights;

import org.jspecify.annotations.NullMarked;

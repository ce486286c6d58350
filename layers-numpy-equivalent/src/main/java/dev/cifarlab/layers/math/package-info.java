/** Numbers, functions and index arithmetic that layers are made of. */
@NullMarked
package dev.cifarlab.layers.math;

import org.jspecify.annotations.NullMarked;

/** Networks put together from the layers and functions, and programs that train them. */
@NullMarked
package dev.cifarlab.layers.network;

import org.jspecify.annotations.NullMarked;

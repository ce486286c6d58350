/**
 * A small door to oneDNN's C functions: descriptors of arrays, primitives, and programs of primitives that run on
 * memory planned once. Knows nothing of networks.
 */
@NullMarked
package dev.cifarlab.app.onednn;

import org.jspecify.annotations.NullMarked;

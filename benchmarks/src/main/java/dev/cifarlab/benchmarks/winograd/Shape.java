package dev.cifarlab.benchmarks.winograd;

/** A 3x3 convolution of stride 1 with a border of one: maps (images, side, side, channels), weights (out, in, 3, 3). */
record Shape(int images, int in, int out, int side) {}

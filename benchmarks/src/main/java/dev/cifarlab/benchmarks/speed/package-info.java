/** Whole networks beside PyTorch and the convolutions alone: {@code benchmarks/side-by-side}. */
package dev.cifarlab.benchmarks.speed;

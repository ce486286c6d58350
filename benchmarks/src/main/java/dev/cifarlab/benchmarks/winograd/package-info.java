/** Convolutions by Winograd's minimal filtering beside oneDNN's, one layer at a time. */
package dev.cifarlab.benchmarks.winograd;

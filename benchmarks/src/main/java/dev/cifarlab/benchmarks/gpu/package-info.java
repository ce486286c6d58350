/** What {@code benchmarks/gpu-acceptance} runs: gradients of one build held against another's, and training speed. */
@NullMarked
package dev.cifarlab.benchmarks.gpu;

import org.jspecify.annotations.NullMarked;

/** Measurements beside peers. */
@NullMarked
package dev.cifarlab.benchmarks;

import org.jspecify.annotations.NullMarked;

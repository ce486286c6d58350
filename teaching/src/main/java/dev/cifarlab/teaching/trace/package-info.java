/** One forward and one backward pass, number by number, as a page. */
@NullMarked
package dev.cifarlab.teaching.trace;

import org.jspecify.annotations.NullMarked;

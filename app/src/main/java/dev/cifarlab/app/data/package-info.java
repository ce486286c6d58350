/** Images and labels: where they come from, how they are checked, sampled, ordered, varied and batched. */
@NullMarked
package dev.cifarlab.app.data;

import org.jspecify.annotations.NullMarked;

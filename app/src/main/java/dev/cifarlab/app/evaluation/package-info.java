/** What a trained network gets right and wrong. */
@NullMarked
package dev.cifarlab.app.evaluation;

import org.jspecify.annotations.NullMarked;

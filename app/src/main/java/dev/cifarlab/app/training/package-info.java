/** Training and validation, epoch by epoch, with checkpoints. */
@NullMarked
package dev.cifarlab.app.training;

import org.jspecify.annotations.NullMarked;

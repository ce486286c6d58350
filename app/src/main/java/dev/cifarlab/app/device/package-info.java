/** NVIDIA GPUs, their driver, and which build runs on them. Nothing but the JDK: the launcher compiles it alone. */
@NullMarked
package dev.cifarlab.app.device;

import org.jspecify.annotations.NullMarked;

/** NVIDIA GPUs and their driver, and which build runs on them. Nothing but the JDK: the launcher compiles it by itself. */
@NullMarked
package dev.cifarlab.app.device;

import org.jspecify.annotations.NullMarked;

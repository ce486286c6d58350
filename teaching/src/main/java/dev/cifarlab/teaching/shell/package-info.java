/** A JShell for trying things out beside the layers by hand. */
@NullMarked
package dev.cifarlab.teaching.shell;

import org.jspecify.annotations.NullMarked;

/** Marks students' own layers: compiled, run in a process of its own, compared with the right and with wrong versions. */
@NullMarked
package dev.cifarlab.teaching;

import org.jspecify.annotations.NullMarked;

/** Marks students' own layers: run in a process of their own, compared with the right and with wrong versions. */
@NullMarked
package dev.cifarlab.teaching;

import org.jspecify.annotations.NullMarked;

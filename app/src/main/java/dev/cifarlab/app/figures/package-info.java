/** Pictures drawn from run folders and images. */
@NullMarked
package dev.cifarlab.app.figures;

import org.jspecify.annotations.NullMarked;

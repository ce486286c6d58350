/** The networks, their layers, and how they are initialised and updated. */
@NullMarked
package dev.cifarlab.app.backend;

import org.jspecify.annotations.NullMarked;

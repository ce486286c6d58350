/** Settings of a training: their names, defaults, bounds, and their form in YAML. */
@NullMarked
package dev.cifarlab.app.settings;

import org.jspecify.annotations.NullMarked;

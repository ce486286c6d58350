/** What one can do with networks and run folders, without a terminal: what happens is told to a listener. */
@NullMarked
package dev.cifarlab.app.lab;

import org.jspecify.annotations.NullMarked;

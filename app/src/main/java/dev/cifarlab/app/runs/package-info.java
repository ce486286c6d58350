/** Run folders: everything that a training leaves on disk, and nothing else. */
@NullMarked
package dev.cifarlab.app.runs;

import org.jspecify.annotations.NullMarked;

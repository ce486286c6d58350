/** HTML pages written from run folders. */
@NullMarked
package dev.cifarlab.app.report;

import org.jspecify.annotations.NullMarked;

/** Pages and PDF files written from run and study folders; comments in them are computed from measured numbers. */
@NullMarked
package dev.cifarlab.app.report;

import org.jspecify.annotations.NullMarked;

/** The command line: the one place that parses arguments, prints and sets exit codes. */
@NullMarked
package dev.cifarlab.app.cli;

import org.jspecify.annotations.NullMarked;

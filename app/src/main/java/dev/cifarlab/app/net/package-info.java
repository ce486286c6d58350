/** Networks as data: nodes, their shapes and sizes, and the architectures. Knows neither frameworks nor backends. */
@NullMarked
package dev.cifarlab.app.net;

import org.jspecify.annotations.NullMarked;

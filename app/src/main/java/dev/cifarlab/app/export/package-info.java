/** Networks in other programs' formats, each a fold over the network's nodes. */
@NullMarked
package dev.cifarlab.app.export;

import org.jspecify.annotations.NullMarked;

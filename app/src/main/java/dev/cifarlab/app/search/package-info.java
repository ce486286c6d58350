/** Searches over activations, initialisations and seeds: many trainings, each in a run folder of its own. */
@NullMarked
package dev.cifarlab.app.search;

import org.jspecify.annotations.NullMarked;

/** The search's cells as tasks of Apache Spark: the driver's side, and what runs on the cluster's machines. */
@NullMarked
package dev.cifarlab.spark;

import org.jspecify.annotations.NullMarked;

/** PyTorch's C++ library in Java, for processes without ND4J: class path {@code target/classes:target/libtorch/*}. */
package dev.cifarlab.benchmarks.libtorch;

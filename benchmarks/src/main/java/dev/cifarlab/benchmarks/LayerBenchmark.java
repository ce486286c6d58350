package dev.cifarlab.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Forward plus backward pass of single layers, and a step of the MLP, in single precision. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class LayerBenchmark {

    /** What is computed. */
    @Param({"CONVOLUTION_128X1", "CONVOLUTION_32X64", "POOLING_128X64", "POOLING_32X64", "MLP"})
    public Task task = Task.MLP;

    /** By whom. */
    @Param({"BY_HAND", "DL4J", "DL4J_ONEDNN", "PYTORCH"})
    public Peer peer = Peer.BY_HAND;

    private Work work = () -> 0;

    /** Makes layer and data. */
    @Setup(Level.Trial)
    public void prepare() {
        work = peer.prepare(task);
    }

    /** Frees native memory. */
    @TearDown(Level.Trial)
    public void close() {
        work.close();
    }

    /** One forward and backward pass. */
    @Benchmark
    public Object forwardAndBackward() {
        return work.once();
    }
}

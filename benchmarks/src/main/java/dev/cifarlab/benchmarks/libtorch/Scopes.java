package dev.cifarlab.benchmarks.libtorch;

import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Tensor;

/** What frees tensors, and what PyTorch records. */
public final class Scopes {

    private Scopes() {}

    /** Does something; the tensors made meanwhile are freed. */
    @SuppressWarnings({"try", "unchecked"}) // the scope needs no name; its constructor takes classes
    public static void freeing(Runnable work) {
        try (PointerScope scope = new PointerScope()) {
            work.run();
        }
    }

    /** What a part of a network gives; what lies between is freed unless the backward pass needs it. */
    @SuppressWarnings("unchecked")
    static Tensor freeingAllBut(Supplier<Tensor> part) {
        PointerScope outer = PointerScope.getInnerScope();
        try (PointerScope scope = new PointerScope()) {
            Tensor result = part.get();
            outer.attach(result);
            scope.detach(result);
            return result;
        }
    }

    /** Does something that is not recorded for a backward pass. */
    public static void unrecorded(Runnable work) {
        GradMode.set_enabled(false);
        work.run();
        GradMode.set_enabled(true);
    }
}

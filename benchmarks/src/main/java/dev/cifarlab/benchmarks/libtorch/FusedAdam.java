package dev.cifarlab.benchmarks.libtorch;

import java.util.List;
import org.bytedeco.pytorch.CompilationUnit;
import org.bytedeco.pytorch.Function;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.QualifiedName;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorType;
import org.bytedeco.pytorch.Type;
import org.bytedeco.pytorch.global.torch;

/**
 * Adam as {@code torch.optim.Adam(fused=True)} computes it: libtorch's own class has no fused form, and the operation
 * is reached through TorchScript.
 */
final class FusedAdam {

    private static final CompilationUnit SCRIPT = torch.compile("""
            def step(weights: List[Tensor], gradients: List[Tensor], first: List[Tensor], second: List[Tensor],
                     steps: List[Tensor]):
                torch._foreach_add_(steps, 1)
                torch._fused_adam_(weights, gradients, first, second, [], steps, lr=0.001, beta1=0.9, beta2=0.999,
                                   weight_decay=0.0, eps=1e-8, amsgrad=False, maximize=False)
            """);

    private final Function step = SCRIPT.get_function(new QualifiedName("step"));
    private final List<Tensor> weights;
    private final IValue allWeights;
    private final IValue first;
    private final IValue second;
    private final IValue steps;

    FusedAdam(List<Tensor> weights) {
        this.weights = weights;
        allWeights = list(weights);
        first = list(weights.stream().map(torch::zeros_like).toList());
        second = list(weights.stream().map(torch::zeros_like).toList());
        steps = list(weights.stream()
                .map(weight -> torch.full(new long[0], new Scalar(0.0)))
                .toList());
    }

    /** One step along the weights' gradients. */
    void step() {
        IValue gradients = list(weights.stream().map(Tensor::grad).toList());
        Scopes.unrecorded(() -> step.apply(new IValueVector(allWeights, gradients, first, second, steps)));
    }

    private static IValue list(List<Tensor> tensors) {
        GenericList list = new GenericList(new Type.TypePtr(TensorType.get()));
        tensors.forEach(tensor -> list.push_back(new IValue(tensor)));
        return new IValue(list);
    }
}

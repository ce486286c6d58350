package dev.cifarlab.layers;

import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Tanh;
import org.nd4j.linalg.convolution.Convolution;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** What main code must not do, each in a class of its own: {@link PlainOperationsTest} shows that it would notice. */
final class Forbidden {

    private Forbidden() {}

    static final class Operation {
        INDArray out(INDArray x) {
            return Nd4j.exec(new Tanh(x));
        }
    }

    static final class CustomOperation {
        Object out(INDArray x) {
            return DynamicCustomOp.builder("tanh_bp").addInputs(x, x).build();
        }
    }

    static final class Executioner {
        Object out() {
            return Nd4j.getExecutioner();
        }
    }

    static final class NeuralNetwork {
        INDArray out(INDArray x) {
            return Nd4j.nn().softmax(x, 1);
        }
    }

    static final class Cnn {
        Object out() {
            return Nd4j.cnn();
        }
    }

    static final class Derivative {
        INDArray out(INDArray x) {
            return Transforms.sigmoidDerivative(x, true);
        }
    }

    static final class SoftmaxByReference {
        UnaryOperator<INDArray> out() {
            return Transforms::softmax;
        }
    }

    static final class Im2col {
        INDArray out(INDArray x) {
            return Convolution.im2col(x, 2, 2, 1, 1, 0, 0, false);
        }
    }

    static final class Graph {
        Object out() {
            return SameDiff.create();
        }
    }

    static final class Framework {
        Object out() {
            return new DenseLayer.Builder();
        }
    }

    static final class ByName {
        Class<?> out() throws ClassNotFoundException {
            return Class.forName("org.nd4j.linalg.convolution.Convolution");
        }
    }

    static final class Reflection {
        Object out() throws ReflectiveOperationException {
            return Nd4j.class.getMethod("exec");
        }
    }
}

package dev.cifarlab.app.backend;

import static org.deeplearning4j.nn.params.BatchNormalizationParamInitializer.BETA;
import static org.deeplearning4j.nn.params.BatchNormalizationParamInitializer.GAMMA;
import static org.deeplearning4j.nn.params.BatchNormalizationParamInitializer.GLOBAL_MEAN;
import static org.deeplearning4j.nn.params.BatchNormalizationParamInitializer.GLOBAL_VAR;

import dev.cifarlab.app.net.Node;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.broadcast.BroadcastMulOp;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Configuration of batch normalisation over channels (Ioffe and Szegedy, 2015) that runs through libnd4j's
 * {@code batchnorm} and {@code batchnorm_bp} operations. Input and output (n, channels, h, w). Running statistics move
 * by a tenth a batch and use the biased variance; epsilon is 1e-5.
 */
public final class BatchNormalization2d extends BatchNormalization {

    private static final long serialVersionUID = 1L;

    private boolean frozen;

    /** For the framework's cloning; use {@link #of(int)}. */
    public BatchNormalization2d() {
        setUseLogStd(false);
    }

    /** Batch normalisation of {@code channels} channels. */
    public static BatchNormalization2d of(int channels) {
        BatchNormalization2d conf = new BatchNormalization2d();
        conf.setEps(Node.BatchNorm.EPSILON);
        conf.setDecay(Node.BatchNorm.DECAY);
        conf.setNIn(channels);
        conf.setNOut(channels);
        return conf;
    }

    /** The same that in training, too, normalises by its running statistics, and leaves these and all else alone. */
    BatchNormalization2d frozen() {
        frozen = true;
        return this;
    }

    /** The framework's own never decays; of ours gamma and beta do where biases do. */
    @Override
    public @Nullable List<Regularization> getRegularizationByParam(String parameter) {
        boolean running = parameter.equals(GLOBAL_MEAN) || parameter.equals(GLOBAL_VAR);
        return running ? List.of() : getRegularizationBias();
    }

    @Override
    public Layer instantiate(
            NeuralNetConfiguration conf,
            Collection<TrainingListener> listeners,
            int index,
            INDArray parameters,
            boolean initialize,
            DataType type) {
        return Graphs.instantiated(new Computation(conf, type), conf, listeners, index, parameters, initialize);
    }

    /**
     * In single precision ten passes over the activations forward and backward, where the stock layer, which serves all
     * other precisions, makes about twenty and keeps two arrays of the input's size outside the workspaces.
     */
    private static final class Computation extends org.deeplearning4j.nn.layers.normalization.BatchNormalization {

        private static final long serialVersionUID = 1L;

        private transient @Nullable BatchStatistics batch;

        Computation(NeuralNetConfiguration conf, DataType type) {
            super(conf, type);
        }

        @Override
        public INDArray preOutput(INDArray x, TrainingMode mode, LayerWorkspaceMgr workspace) {
            if (dataType != DataType.FLOAT) {
                return super.preOutput(x, isFrozen() ? TrainingMode.TEST : mode, workspace);
            }
            INDArray y = workspace.createUninitialized(ArrayType.ACTIVATIONS, x.dataType(), x.shape());
            INDArray gamma = flat(getParam(GAMMA));
            INDArray beta = flat(getParam(BETA));
            double epsilon = layerConf().getEps();
            if (mode == TrainingMode.TRAIN && !isFrozen()) {
                BatchStatistics statistics = BatchStatistics.of(x, y);
                statistics.finish(gamma, beta, epsilon, y);
                batch = statistics;
            } else {
                INDArray mean = flat(getParam(GLOBAL_MEAN));
                BatchStatistics.normalise(x, mean, flat(getParam(GLOBAL_VAR)), gamma, beta, epsilon, y);
                batch = null;
            }
            return y;
        }

        @Override
        public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspace) {
            if (isFrozen()) {
                return new Pair<>(gradients(), throughFrozen(epsilon, workspace));
            }
            if (dataType != DataType.FLOAT) {
                return super.backpropGradient(epsilon, workspace);
            }
            BatchStatistics statistics = batch;
            if (statistics == null) {
                throw new IllegalStateException("backward pass without a forward pass in training mode");
            }
            assertInputSet(true);
            INDArray dx = workspace.createUninitialized(ArrayType.ACTIVATION_GRAD, input.dataType(), input.shape());
            INDArray dGamma = flat(gradient(GAMMA));
            INDArray dBeta = flat(gradient(BETA));
            statistics.backward(
                    input, epsilon, flat(getParam(GAMMA)), layerConf().getEps(), dGamma, dBeta, dx);
            moveRunning(GLOBAL_MEAN, statistics.mean());
            moveRunning(GLOBAL_VAR, statistics.variance());
            batch = null;
            return new Pair<>(gradients(), dx);
        }

        private boolean isFrozen() {
            return ((BatchNormalization2d) layerConf()).frozen;
        }

        /** dx = gamma / sqrt(variance + epsilon) dy; whatever is in the parameters' gradients is made 0 later. */
        private INDArray throughFrozen(INDArray dy, LayerWorkspaceMgr workspace) {
            INDArray scale = Transforms.sqrt(
                            flat(getParam(GLOBAL_VAR)).add(layerConf().getEps()), false)
                    .rdivi(flat(getParam(GAMMA)));
            INDArray dx = workspace.createUninitialized(ArrayType.ACTIVATION_GRAD, dy.dataType(), dy.shape());
            return Nd4j.getExecutioner().exec(new BroadcastMulOp(dy, scale, dx, 1));
        }

        /** The framework subtracts "gradients" of running statistics from them: (1 - decay) (running - batch). */
        private void moveRunning(String key, INDArray value) {
            INDArray step = flat(gradient(key));
            flat(getParam(key)).sub(value, step).muli(1 - layerConf().getDecay());
        }

        private Gradient gradients() {
            Gradient gradient = new DefaultGradient();
            for (String key : new String[] {GAMMA, BETA, GLOBAL_MEAN, GLOBAL_VAR}) {
                gradient.setGradientFor(key, gradient(key));
            }
            return gradient;
        }

        private INDArray gradient(String key) {
            return Objects.requireNonNull(gradientViews.get(key), key);
        }

        private static INDArray flat(INDArray row) {
            return row.reshape(row.length());
        }
    }
}

package dev.cifarlab.app.backend;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Stochastic gradient descent with momentum as PyTorch's {@code SGD} has it, the learning rate outside of the velocity
 * (Sutskever et al., 2013, with the change of variables that PyTorch's documentation gives): v = momentum v + g; the
 * step is rate (g + momentum v) with Nesterov's momentum, else rate v.
 *
 * @param rate the learning rate over the iterations
 * @param momentum what a step leaves of the velocity, 0 to 1
 * @param nesterov whether the step looks ahead
 */
record TorchSgd(LearningRate rate, double momentum, boolean nesterov) implements TorchRule {

    private static final long serialVersionUID = 1L;

    @Override
    public long stateSize(long parameters) {
        return parameters;
    }

    @Override
    public TorchSgd clone() {
        return this;
    }

    @Override
    public void change(INDArray gradient, INDArray state, int iteration) {
        state.muli(momentum).addi(gradient);
        if (nesterov) {
            gradient.addi(state.mul(momentum));
        } else {
            gradient.assign(state);
        }
        gradient.muli(rate.at(iteration));
    }

    @Override
    public OptimizerPass.Formula formula(int iteration) {
        float step = (float) rate.at(iteration);
        float kept = (float) momentum;
        float ofGradient = nesterov ? 1 : 0;
        float ofVelocity = nesterov ? kept : 1;
        return (parameters, gradients, scale, velocities, none, count) -> {
            for (int k = 0; k < count; k++) {
                float gradient = scale * gradients[k];
                float velocity = kept * velocities[k] + gradient;
                velocities[k] = velocity;
                parameters[k] -= step * (ofGradient * gradient + ofVelocity * velocity);
            }
        };
    }
}

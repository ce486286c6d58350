package dev.cifarlab.app.settings;

import java.util.List;

/** How weights are drawn at the start; biases start at zero. */
public enum Initialization implements NamedChoice {
    /** N(0, 2 / (fan_in + fan_out)); Glorot and Bengio (2010), eq. 12 for the variance. */
    GLOROT_NORMAL,
    /** U(-a, a) with a = sqrt(6 / (fan_in + fan_out)); Glorot and Bengio (2010), eq. 16. */
    GLOROT_UNIFORM,
    /** N(0, 2 / fan_in); He et al. (2015), eq. 10. */
    HE_NORMAL,
    /** U(-a, a) with a = 1 / sqrt(fan_in), as PyTorch's layers draw their weights unless they are told otherwise. */
    FAN_IN_UNIFORM;

    /** Those of the assignment, which a search compares unless it is told otherwise. */
    public static final List<Initialization> COMPARED = List.of(GLOROT_NORMAL, GLOROT_UNIFORM, HE_NORMAL);

    @Override
    public String title() {
        return switch (this) {
            case GLOROT_NORMAL -> "Glorot normal";
            case GLOROT_UNIFORM -> "Glorot uniform";
            case HE_NORMAL -> "He normal";
            case FAN_IN_UNIFORM -> "uniform by fan-in";
        };
    }
}

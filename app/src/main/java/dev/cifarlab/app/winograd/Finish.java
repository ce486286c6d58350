package dev.cifarlab.app.winograd;

import dev.cifarlab.app.onednn.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * What is done to a convolution's results before they are written.
 *
 * @param bias added to each channel, in rows; null for none
 * @param adds whether what is in their place is added
 * @param rectifies whether ReLU is applied then
 */
public record Finish(@Nullable Tensor bias, boolean adds, boolean rectifies) {

    /** Nothing. */
    static final Finish NONE = new Finish(null, false, false);
}

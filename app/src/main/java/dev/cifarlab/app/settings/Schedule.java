package dev.cifarlab.app.settings;

/** How the learning rate changes over the iterations. */
public enum Schedule implements NamedChoice {
    /** The same from the first iteration to the last. */
    CONSTANT,
    /** Half a cosine from the learning rate to zero (Loshchilov and Hutter, 2017). */
    COSINE,
    /** Linear up to the learning rate over 30 % of the iterations, then half a cosine to zero (Smith, 2018). */
    ONE_CYCLE
}

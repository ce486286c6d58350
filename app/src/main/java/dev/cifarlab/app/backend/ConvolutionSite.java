package dev.cifarlab.app.backend;

/**
 * Where a convolution sits in a network, by the names of its parts.
 *
 * @param convolution the convolution; its kernel is (out, in, height, width)
 * @param beforeActivation what goes into the activation function: normalised, with the shortcut added at a block's end
 * @param afterActivation what comes out of it
 */
public record ConvolutionSite(String convolution, String beforeActivation, String afterActivation) {}

/** Names the classes of pictures with a network in ONNX, as an application without Deeplearning4j does. */
package dev.cifarlab.examples.predict;

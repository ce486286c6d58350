package dev.cifarlab.app.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cifarlab.app.onednn.OneDnn;
import dev.cifarlab.app.settings.ConvolutionRoute;
import org.junit.jupiter.api.Test;

class EnvironmentTest {

    @Test
    void saysWhatComputesConvolutions() {
        String automatic = Environment.convolution(ConvolutionRoute.AUTO);
        assertThat(automatic).startsWith(OneDnn.available() ? "oneDNN " : "libnd4j conv2d");
        assertThat(Environment.convolution(ConvolutionRoute.NATIVE)).startsWith("libnd4j conv2d");
        assertThat(Environment.convolution(ConvolutionRoute.IM2COL)).isEqualTo("im2col and OpenBLAS");
        assertThat(Environment.convolution(ConvolutionRoute.CUDNN)).isEqualTo("cuDNN with fixed algorithms");
        assertThat(Environment.describe()).containsEntry("convolution", automatic);
    }

    @Test
    void tellsMachineThreadsAndLibraries() {
        assertThat(Environment.describe())
                .containsEntry(
                        "processors", Integer.toString(Runtime.getRuntime().availableProcessors()))
                .containsEntry("threads", Integer.toString(Environment.threads()))
                .containsEntry("backend", "CpuBackend")
                .hasEntrySatisfying(
                        "java",
                        java -> assertThat(java).contains(Runtime.version().toString()))
                .hasEntrySatisfying("nd4j", nd4j -> assertThat(nd4j).matches("nd4j-api-1\\.0\\.0-M[\\d.]+\\.jar"))
                .hasEntrySatisfying(
                        "commit", commit -> assertThat(commit).matches("(\\p{XDigit}{7,40}|unknown)(-dirty)?"));
    }
}

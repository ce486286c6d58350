package dev.cifarlab.app.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cifarlab.app.settings.Schedule;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Twenty steps of each rule on gradients of all sizes under a moving rate, against PyTorch's optimizer (Debian: apt-get
 * install python3-torch), both as the framework calls it and as one pass.
 */
class TorchRuleTest {

    private static final int STEPS = 20;
    private static final int COUNT = 1000;
    private static final LearningRate RATE = new LearningRate(Schedule.read("schedule", "triangle=0.2:0.2"), 0.05, 20);

    private static final String SCRIPT = "import sys, numpy, torch\n"
            + "folder, rule, rates = sys.argv[1], sys.argv[2], [float(r) for r in sys.argv[3:]]\n"
            + "data = numpy.fromfile(folder + '/in', dtype='<f4').reshape(-1, " + COUNT + ")\n"
            + "w = torch.nn.Parameter(torch.tensor(data[0]))\n"
            + "o = eval('torch.optim.' + rule)\n"
            + "for rate, g in zip(rates, data[1:]):\n"
            + "    o.param_groups[0]['lr'] = rate\n"
            + "    w.grad = torch.tensor(g)\n"
            + "    o.step()\n"
            + "w.detach().numpy().astype('<f4').tofile(folder + '/out')\n";

    @TempDir
    private Path folder;

    /** Weights, then a row of gradients a step: sizes from 1e-9 to 10, and every seventh of them 0 in the first ten. */
    private static float[][] rows() {
        Random random = new Random(3);
        float[][] rows = new float[STEPS + 1][COUNT];
        for (int row = 0; row < rows.length; row++) {
            for (int k = 0; k < COUNT; k++) {
                double size = row == 0 ? 1 : Math.pow(10, k % 11 - 9);
                boolean zero = row > 0 && row <= 10 && k % 7 == 0;
                rows[row][k] = zero ? 0 : (float) (random.nextGaussian() * size);
            }
        }
        return rows;
    }

    private float[] pytorch(String rule) throws IOException, InterruptedException {
        String python = System.getenv().getOrDefault("PYTHON", "/usr/bin/python3");
        assumeTrue(run(List.of(python, "-c", "import torch, numpy")) == 0, "PyTorch is not here");
        ByteBuffer bytes =
                ByteBuffer.allocate((STEPS + 1) * COUNT * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float[] row : rows()) {
            bytes.asFloatBuffer().put(row);
            bytes.position(bytes.position() + COUNT * Float.BYTES);
        }
        Files.write(folder.resolve("in"), bytes.array());
        List<String> command = new ArrayList<>(List.of(python, "-c", SCRIPT, folder.toString(), rule));
        IntStream.range(0, STEPS).forEach(step -> command.add(Double.toString(RATE.at(step))));
        assertThat(run(command)).isZero();
        float[] weights = new float[COUNT];
        FloatBuffer out = ByteBuffer.wrap(Files.readAllBytes(folder.resolve("out")))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
        out.get(weights);
        return weights;
    }

    private static int run(List<String> command) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor();
        } catch (IOException e) {
            return -1; // no Python either
        }
    }

    private static double largestDifference(float[] ours, float[] theirs) {
        return IntStream.range(0, COUNT)
                .mapToDouble(k -> Math.abs(ours[k] - theirs[k]))
                .max()
                .orElseThrow();
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(
            delimiter = ';',
            value = {
                "0.9; true; 5e-4; SGD([w], lr=1, momentum=0.9, nesterov=True, weight_decay=5e-4)",
                "0.8; false; 0; SGD([w], lr=1, momentum=0.8)",
                "0; false; 0.1; SGD([w], lr=1, weight_decay=0.1)"
            })
    void sgdIsThatOfPyTorch(double momentum, boolean nesterov, double decay, String rule) throws Exception {
        TorchSgd sgd = new TorchSgd(RATE, momentum, nesterov);
        float[] theirs = pytorch(rule);
        assertThat(largestDifference(asTheFrameworkCallsIt(sgd, decay, 0), theirs))
                .isLessThan(1e-5);
        assertThat(largestDifference(asOnePass(sgd, decay, 0), theirs)).isLessThan(1e-5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"0; Adam([w], lr=1)", "0.1; AdamW([w], lr=1, weight_decay=0.1)"})
    void adamIsThatOfPyTorch(double decay, String rule) throws Exception {
        float[] theirs = pytorch(rule);
        assertThat(largestDifference(asTheFrameworkCallsIt(new TorchAdam(RATE), 0, decay), theirs))
                .isLessThan(1e-5);
        assertThat(largestDifference(asOnePass(new TorchAdam(RATE), 0, decay), theirs))
                .isLessThan(1e-5);
    }

    private static float[] asTheFrameworkCallsIt(TorchRule rule, double coupled, double decoupled) {
        float[][] rows = rows();
        INDArray weights = Nd4j.createFromArray(rows[0]);
        INDArray state = Nd4j.zeros(org.nd4j.linalg.api.buffer.DataType.FLOAT, rule.stateSize(COUNT));
        for (int step = 0; step < STEPS; step++) {
            INDArray gradient = Nd4j.createFromArray(rows[step + 1]).addi(weights.mul(coupled));
            rule.change(gradient, state, step);
            weights.subi(gradient.addi(weights.mul(RATE.at(step) * decoupled)));
        }
        return weights.toFloatVector();
    }

    private static float[] asOnePass(TorchRule rule, double coupled, double decoupled) {
        float[][] rows = rows();
        float[] first = new float[COUNT];
        float[] second = new float[COUNT];
        for (int step = 0; step < STEPS; step++) {
            for (int k = 0; k < COUNT; k++) {
                rows[step + 1][k] += (float) coupled * rows[0][k];
                rows[0][k] *= (float) (1 - RATE.at(step) * decoupled);
            }
            rule.formula(step).apply(rows[0], rows[step + 1], 1, first, second, COUNT);
        }
        return rows[0];
    }
}

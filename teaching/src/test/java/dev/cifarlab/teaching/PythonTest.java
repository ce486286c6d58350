package dev.cifarlab.teaching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cifarlab.teaching.Students.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Python files of students, right and wrong, in processes of their own. */
class PythonTest {

    static final String PYTHON = System.getenv().getOrDefault("PYTHON", "/usr/bin/python3");

    @TempDir
    private Path folder;

    @BeforeAll
    static void numpy() throws Exception {
        boolean here = false;
        try {
            here = new ProcessBuilder(PYTHON, "-c", "import numpy").start().waitFor() == 0;
        } catch (IOException e) {
            assertThat(e).hasMessageContaining(PYTHON);
        }
        Assumptions.assumeTrue(here, "python3 with numpy is not here");
    }

    private static String right() throws IOException {
        return Students.text("/python/solution.py.txt");
    }

    private static String with(String part, String other) throws IOException {
        assertThat(right()).contains(part);
        return right().replace(part, other);
    }

    private List<Mark> marks(String text, Map<String, String> names, double seconds) throws IOException {
        Path file = Files.writeString(folder.resolve("solution.py"), text);
        return new Grading(1, seconds, 512, null).marks(file, new PythonSetup(List.of(PYTHON), names));
    }

    private static Mark mark(List<Mark> marks, String name) {
        return marks.stream()
                .filter(mark -> mark.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static void all(List<Mark> marks) {
        assertThat(marks)
                .hasSize(44)
                .allSatisfy(mark -> assertThat(mark.score())
                        .as(mark.name() + ": " + mark.output())
                        .isEqualTo(mark.maxScore()));
    }

    @Test
    void aRightFileGetsAllMarks() throws IOException {
        List<Mark> marks = marks(right(), Map.of(), 10);
        all(marks);
        assertThat(mark(marks, "2.4 max-pooling backward: ties").output()).startsWith("remark, no marks lost: among");
        assertThat(mark(marks, "1.4 loss: arguments left unchanged").output()).isEmpty();
    }

    @Test
    void theNotebooksLettersAndTheFirstOfEqualMaximaAreRightToo() throws IOException {
        String exchanged = right().replaceAll("f\"(d?)A\\{", "f\"$1Q{")
                .replaceAll("f\"(d?)Z\\{", "f\"$1A{")
                .replaceAll("f\"(d?)Q\\{", "f\"$1Z{")
                .replace("\"A0\"", "\"Z0\"");
        String first = exchanged.replace("    return (cache[\"x\"] == wide).reshape(cache[\"shape\"]) * grad\n", """
                    mask = np.zeros(cache["shape"])
                    for place in np.ndindex(*cache["out"].shape):
                      n, c, r, k = place
                      square = cache["x"][n, c, r * size:(r + 1) * size, k * size:(k + 1) * size]
                      i, j = np.unravel_index(np.argmax(square), square.shape)
                      mask[n, c, r * size + i, k * size + j] = 1
                    return mask * grad
                """);
        List<Mark> marks = marks(first, Map.of(), 10);
        all(marks);
        assertThat(marks).allSatisfy(mark -> assertThat(mark.output()).isEmpty());
    }

    @Test
    void otherNamesAreMappedAndFiltersMayHaveAChannelAxis() throws IOException {
        String other = right().replace("class NN", "class Network")
                .replace("initialize_weights", "init")
                .replace("lr=0.01", "rate=0.01")
                .replace("= lr", "= rate")
                .replace("\"out\"", "\"output\"")
                .replace("(self.n_units, self.filter_size", "(self.n_units, 1, self.filter_size")
                .replace(
                        "np.einsum(\"ncrsij,uij->nurs\", p, self.weights)",
                        "np.einsum(\"ncrsij,ucij->nurs\", p, self.weights)")
                .replace(
                        "np.einsum(\"ncrsij,nurs->uij\", p, grad_output)",
                        "{\"W\": np.einsum(\"ncrsij,nurs->ucij\", p, grad_output)}");
        Path names = Files.writeString(
                folder.resolve("names.yaml"), "NN: Network\ninitialize_weights: init\nNN.lr: rate\nout: output\n");
        all(marks(other, PythonSetup.of(PYTHON, names).names(), 10));
        assertThat(marks(other, Map.of(), 10).get(0).output()).isEqualTo("no class NN");
        Path wrong = Files.writeString(folder.resolve("names.yaml"), "NN.rate: lr\n");
        assertThatThrownBy(() -> PythonSetup.of(null, wrong))
                .hasMessageContaining("'NN.rate' is not a name of the notebook; choose from");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/ np.sqrt(self.dims[0])|/ self.dims[0]|1.1 initialize_weights: bounds and spread"
                        + "|the bounds are 1/h0: the root is missing",
                "    if self.seed is not None:|    if self.seed is None:|1.1 initialize_weights: biases, and the seed"
                        + "|initialize_weights doesn't seed its generator anew",
                "(x > 0).astype(int)|(x >= 0).astype(int)|1.2 activation: relu|the derivative of relu is 1 at 0",
                "1 - t ** 2 if|1 - t if|1.2 activation: tanh|the derivative of tanh lacks the square",
                "np.max(x, axis=1, keepdims=True)|0|1.2 stability at +-1000|softmax subtracts no maximum",
                "return np.maximum(x, 0)|return np.maximum(x, 0, out=x)|1.2 arguments left unchanged"
                        + "|relu is taken in place",
                "np.maximum(x, 0)|np.maximum(x, 0).astype(np.float32)|1.2 activation: relu|relu is FLOAT, DOUBLE",
                " + self.weights[f\"b{k}\"]|# bias|1.3 forward|the forward pass leaves the biases out",
                "1 - self.epsilon)|1 - self.epsilon, out=prediction)|1.4 loss: arguments left unchanged"
                        + "|remark, no marks lost: clipping changes",
                "return -np.mean(|return -np.sum(|1.4 loss|the loss is summed over the examples",
                "@ dz / n|@ dz|1.5 backward|a gradient of W or b isn't divided",
                "keepdims=True) / n|keepdims=True) / n / n|1.5 backward"
                        + "|the gradients of W and b are divided by the number of examples twice",
                "np.sum(dz, axis=0, keepdims=True)|np.full((1, dz.shape[1]), np.sum(dz))|1.5 backward"
                        + "|the bias gradient is summed over everything",
                "W{k}\"].T|W{k}\"]|1.5 backward: layers of the same width|dA is a product with W",
                "cache[f\"Z{k-1}\"], grad|cache[f\"A{k-1}\"], grad|1.5 backward|the activation's derivative is taken",
                "- self.lr *|+ self.lr *|1.6 update|update goes uphill",
                "uij->nurs\", p, self.weights|uij->nurs\", p, self.weights[:, ::-1, ::-1]|2.1 convolution forward"
                        + "|the filters are turned round",
                "nurs->uij\", p, grad_output)|nurs->uij\", p, grad_output)[:, ::-1, ::-1]|2.2 convolution backward"
                        + "|the gradient of W is reversed in both axes",
                "squares.max(|squares.mean(|2.3 max-pooling forward|the mean of each square is taken",
                "(cache[\"x\"] == wide)|(wide > 0)|2.4 max-pooling backward|the mask is made of the output's signs",
                "x.var(axis=(0, 2, 3))|x.var(axis=(0, 2, 3), ddof=1)|extra: batch normalisation in training"
                        + "|the batch's variance is divided by m - 1",
                "- xhat * dgamma[:, None, None] / m|# variance|extra: batch normalisation backward"
                        + "|dX lacks what comes through the variance",
                "if \"Ws\" in self.weights else dsum)|if \"Ws\" in self.weights else 0)|extra: residual block backward"
                        + "|dX lacks the shortcut's gradient",
                "return s * (1 - s) if grad else s|return None|1.2 activation: sigmoid|stopped: activation gives no",
                "return cache|return list(cache)|1.3 forward|stopped: TypeError: forward gives list, a dict is due",
                "1 - t ** 2 if grad else t|undefined|1.2 activation: tanh"
                        + "|stopped: NameError: name 'undefined' is not defined (solution.py:36)",
                "return -np.mean(|return self.loss(prediction, labels)  #|1.4 loss"
                        + "|stopped: a method calls itself without end",
                "return -np.mean(|return np.zeros(10 ** 9)  #|1.4 loss|stopped: no memory is left",
                "return -np.mean(|return np.zeros(2)  #|1.4 loss|stopped: loss gives 2 numbers, one is due",
            })
    void saysWhatIsWrong(String part, String other, String exercise, String message) throws IOException {
        String output = mark(marks(with(part, other), Map.of(), 10), exercise).output();
        assertThat(output).startsWith(message);
    }

    @Test
    void aMethodThatNeverEndsCostsItsOwnMarksAlone() throws IOException {
        List<Mark> marks = marks(with("s = 1 / (1 + np.exp(-x))", "while True: pass"), Map.of(), 1);
        assertThat(mark(marks, "1.2 activation: sigmoid").output()).isEqualTo("stopped after 1.0 s: an endless loop?");
        assertThat(mark(marks, "1.2 softmax").score()).isEqualTo(1);
        assertThat(mark(marks, "2.1 convolution forward").score()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "t = np.tanh(x)|t = torch.tanh(x)|torch: write the layers by hand (line 5)",
                "t = np.tanh(x)|import subprocess|subprocess: not open to a solution (line 35)",
                "t = np.tanh(x)|from os import path|os: not open to a solution (line 35)",
                "t = np.tanh(x)|import scipy.special|scipy.special: write the layers by hand (line 35)",
                "t = np.tanh(x)|t = eval('x')|eval: not open to a solution (line 35)",
                "t = np.tanh(x)|t = np.load('x')|load: not open to a solution (line 35)",
                "t = np.tanh(x)|t = ().__class__.__base__|__base__: not open to a solution (line 35)",
                "t = np.tanh(x)|t = getattr(np, 'lo' + 'ad')|getattr: open for self alone (line 35)",
                "t = np.tanh(x)|open('x', 'w')|open: not open to a solution (line 35)",
                "class NN(object)|class NN(nn.Module)|torch.nn: write the layers by hand (line 6)",
            })
    void whatIsNotOpenIsRefusedByName(String part, String other, String message) throws IOException {
        List<Mark> marks = marks(with(part, other), Map.of(), 10);
        assertThat(marks).allSatisfy(mark -> assertThat(mark.output()).isEqualTo("refused: " + message));
    }

    @ParameterizedTest
    @ValueSource(strings = {"class NN:\n  a = 1 +\n", "class NN:\n  a = b\n", "class NN:\n  while True: pass\n"})
    void whatDoesNotRunGetsNoMarks(String text) throws IOException {
        assertThat(marks(text, Map.of(), 0.5))
                .allSatisfy(mark -> assertThat(mark.output())
                        .containsPattern("does not run: SyntaxError: invalid syntax \\(solution.py:2\\)"
                                + "|does not run: NameError: name 'b' is not defined \\(solution.py:2\\)"
                                + "|its process ended while the file was read \\(exit code 142\\)"));
    }

    @Test
    void theCommandTakesAPythonFileOrItsFolder() throws IOException {
        Files.writeString(folder.resolve("solution.py"), right());
        assertThat(Students.grade("--python", PYTHON, folder).out())
                .endsWith("61.00 of 50  in all, 11.00 of them extra\n");
        Files.writeString(folder.resolve("other.py"), right());
        Answer two = Students.grade(folder);
        assertThat(two.exitCode()).isEqualTo(2);
        assertThat(two.err()).contains("2 Python files; name one of them");
    }

    @Test
    void aPythonWithoutNumpyIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("solution.py"), right());
        Path bare = Files.writeString(folder.resolve("bare"), "#!/bin/sh\nexec " + PYTHON + " -S -I \"$@\"\n");
        assertThat(bare.toFile().setExecutable(true)).isTrue();
        Answer answer = Students.grade("--python", bare, file);
        assertThat(answer.exitCode()).isEqualTo(1);
        assertThat(answer.err())
                .contains("no Python with NumPy: " + bare + " (ModuleNotFoundError: No module named 'numpy')")
                .contains("apt-get install python3-numpy");
        assertThat(Students.grade("--python", "no-such-python", file).err()).contains("(cannot be started)");
    }
}

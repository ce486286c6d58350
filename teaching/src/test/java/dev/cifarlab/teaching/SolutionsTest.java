package dev.cifarlab.teaching;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Java files of students: right, with a mistake, and such that stop or are refused. */
class SolutionsTest {

    @TempDir
    private Path folder;

    private static Mark mark(List<Mark> marks, String name) {
        return marks.stream()
                .filter(mark -> mark.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dZ.sum(true, 0).div(labels.size(0))|dZ.sum(true, 0)"
                        + "|1.5 backward|a gradient of W or b isn't divided by the number",
                "dZ.mmul(weights.get(\"W\" + k).transpose())|dZ.mmul(weights.get(\"W\" + k))"
                        + "|1.5 backward: layers of the same width|dA is a product with W where its transpose",
                "x.subColumnVector(x.max(true, 1))|x.dup()|1.2 stability at +-1000|softmax subtracts no maximum",
                "return grad ? positive|return grad ? positive.castTo(DataType.FLOAT)"
                        + "|1.2 activation: relu|derivative of relu is FLOAT, DOUBLE is due",
                "cache.put(\"Z\" + k, z)|cache.put(\"Q\" + k, z)|1.3 forward|Z1 is missing",
                "(x.size(2) - filterSize) / stride + 1|(x.size(2) - filterSize) / stride"
                        + "|2.1 convolution forward|out has shape",
                "epsilon, true), 1 - epsilon, true|epsilon, false), 1 - epsilon, false"
                        + "|1.4 loss: arguments left unchanged|remark, no marks lost: clipping changes",
                "break;|continue;|2.4 max-pooling backward: ties|remark, no marks lost: among equal pixels",
                "class Mlp implements|abstract class Mlp implements|1.2 softmax|no class implements StudentMlp",
                "int stride, int units, int seed|int stride, int units, Integer seed"
                        + "|2.1 initialize_weights|Convolution has no constructor (int, int, int, int)",
                "class MaxPooling implements StudentMaxPooling|class MaxPooling"
                        + "|2.3 max-pooling forward|no class implements StudentMaxPooling",
            })
    void saysWhatIsWrong(String part, String other, String exercise, String message) throws IOException {
        String text = Students.with(part, other);
        if (part.startsWith("class MaxPooling")) {
            int last = text.indexOf("class MaxPooling");
            text = text.substring(0, last) + text.substring(last).replace("@Override", "");
        }
        assertThat(mark(Students.marks(folder, text, 10), exercise).output()).startsWith(message);
    }

    @Test
    void aMethodThatNeverEndsCostsItsOwnMarksAlone() throws IOException {
        String text = Students.with("return grad ? t.mul(t).rsubi(1) : t;", "while (true) { t.length(); }");
        List<Mark> marks = Students.marks(folder, text.replace("case \"relu\":", "case \"other\":"), 1);
        assertThat(mark(marks, "1.2 activation: tanh").output()).isEqualTo("stopped after 1.0 s: an endless loop?");
        assertThat(mark(marks, "1.2 softmax").score()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "return new double[Integer.MAX_VALUE].length + |stopped: no memory is left",
                "return loss(prediction, labels) + |stopped: a method calls itself without end",
                "if (true) throw new IllegalStateException(); return |stopped: IllegalStateException (Solution.java:",
            })
    void whatStopsASolutionIsTold(String before, String message) throws IOException {
        List<Mark> marks = Students.marks(
                folder, Students.with("return -Transforms.log(p, true)", before + "-Transforms.log(p, true)"), 10);
        assertThat(mark(marks, "1.4 loss").output()).startsWith(message);
        assertThat(mark(marks, "1.4 loss").score()).isZero();
        assertThat(mark(marks, "1.3 forward").score()).isEqualTo(3);
    }

    /** An expression and the name by which it is refused. */
    private static final Map<String, String> NOT_OPEN = Map.ofEntries(
            Map.entry("org.nd4j.autodiff.samediff.SameDiff.create()", "org.nd4j.autodiff.samediff.SameDiff:"),
            Map.entry(
                    "new org.deeplearning4j.nn.conf.layers.DenseLayer.Builder()",
                    "org.deeplearning4j.nn.conf.layers.DenseLayer"),
            Map.entry("new dev.cifarlab.layers.math.NumpyRandom(1)", "dev.cifarlab.layers.math.NumpyRandom:"),
            Map.entry(
                    "org.nd4j.linalg.convolution.Convolution.im2col(x, 2, 2, 1, 1, 0, 0, false)",
                    "org.nd4j.linalg.convolution"),
            Map.entry("Nd4j.nn()", "org.nd4j.linalg.factory.Nd4j.nn:"),
            Map.entry("Nd4j.getExecutioner()", "org.nd4j.linalg.factory.Nd4j.getExecutioner:"),
            Map.entry("Nd4j.readTxt(null)", "org.nd4j.linalg.factory.Nd4j.readTxt:"),
            Map.entry("Transforms.softmax(x)", "org.nd4j.linalg.ops.transforms.Transforms.softmax:"),
            Map.entry(
                    "Transforms.sigmoidDerivative(x, true)",
                    "org.nd4j.linalg.ops.transforms.Transforms.sigmoidDerivative:"),
            Map.entry("new java.io.File(name)", "java.io.File:"),
            Map.entry("java.nio.file.Path.of(name)", "java.nio.file.Path:"),
            Map.entry("new java.util.Formatter(name)", "java.util.Formatter:"),
            Map.entry("new java.net.Socket()", "java.net.Socket:"),
            Map.entry("new Thread()", "java.lang.Thread:"),
            Map.entry("new ProcessBuilder()", "java.lang.ProcessBuilder:"),
            Map.entry("Runtime.getRuntime()", "java.lang.Runtime:"),
            Map.entry("System.class.getMethods()", "java.lang.Class.getMethods:"),
            Map.entry("Class.forName(name)", "java.lang.Class.forName:"),
            Map.entry("java.lang.invoke.MethodHandles.lookup()", "java.lang.invoke.MethodHandles.lookup:"),
            Map.entry("System.getenv(name)", "java.lang.System.getenv:"));

    @Test
    void whatIsNotOpenIsRefusedByName() throws IOException {
        List<String> expressions = List.copyOf(NOT_OPEN.keySet());
        StringBuilder text = new StringBuilder("import org.nd4j.linalg.api.ndarray.INDArray;"
                + "import org.nd4j.linalg.factory.Nd4j; import org.nd4j.linalg.ops.transforms.Transforms;");
        for (int k = 0; k < expressions.size(); k++) {
            text.append("class A").append(k).append(" { Object of(INDArray x, String name) throws Exception { return ");
            text.append(expressions.get(k)).append("; } }\n");
        }
        assertThat(Students.refusal(folder, text.toString()).orElse("open")).startsWith("refused: ");
        for (int k = 0; k < expressions.size(); k++) {
            ClassFile file = ClassFile.read(folder.resolve("classes/A" + k + ".class"));
            assertThat(Rules.refusal(Set.of("A" + k), List.of(file)).orElse("open"))
                    .as(expressions.get(k))
                    .startsWith(NOT_OPEN.get(expressions.get(k)));
        }
    }

    @Test
    void plainJavaIsOpen() throws IOException {
        String text = "import java.util.stream.*; record A(int[][] sizes, String name) { enum Kind { ONE, TWO }"
                + "  String of(Kind kind) { System.out.println(name + sizes[0][0]);"
                + "    return switch (kind) { case ONE -> \"a\"; case TWO -> String.format(\"%.2f\", 1.0); }"
                + "        + IntStream.range(0, 3).mapToObj(k -> \"b\" + k).collect(Collectors.joining()); } }";
        assertThat(Students.refusal(folder, text)).isEmpty();
    }

    @Test
    void theExitIsRefusedAndNothingIsHiddenBehindOurNames() throws IOException {
        assertThat(Students.refusal(folder, "class A { void a() { System.exit(0); } }"))
                .contains("refused: java.lang.System.exit: not open to a solution");
        Path other = Files.createDirectory(folder.resolve("other"));
        assertThat(Students.refusal(other, "package dev.cifarlab.teaching; class Marker { }"))
                .contains("refused: dev.cifarlab.teaching.Marker: choose another package, or none");
    }
}

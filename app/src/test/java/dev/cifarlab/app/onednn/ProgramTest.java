package dev.cifarlab.app.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

class ProgramTest {

    private Session session;
    private Program program;

    @BeforeEach
    void oneDnnIsHere() {
        Nd4j.zeros(1); // ND4J's OpenMP first, as in a training
        assumeTrue(OneDnn.available(), () -> OneDnn.trouble().orElse(""));
        session = new Session();
        program = new Program(session);
    }

    @AfterEach
    void close() {
        if (session != null) {
            session.close();
        }
    }

    private Descriptor rows(long... shape) {
        return Descriptor.of(session, Element.FLOAT32, Layout.ROWS, shape);
    }

    private Tensor filled(Block block, long offset, Descriptor descriptor, float... values) {
        Tensor tensor = program.external(descriptor);
        tensor.moveTo(block.address() + offset);
        tensor.write(values);
        return tensor;
    }

    @Test
    void sumsAndFunctionsRunInOrder() {
        try (Block inputs = new Block(256);
                Block memory = new Block(4096)) {
            Tensor a = filled(inputs, 0, rows(1, 3), 1, -5, 2);
            Tensor b = filled(inputs, 64, rows(1, 3), 2, 1, -1);
            Tensor sum = program.tensor(rows(1, 3));
            Epilogue relu = new Epilogue(false, Nonlinearity.RELU);
            program.add(
                    Elementwise.sum(session, rows(1, 3), relu),
                    Map.of(Argument.SRC, a, Argument.SRC_1, b, Argument.DST, sum));
            program.add(() -> {}, sum);
            assertThat(program.plan()).isLessThanOrEqualTo(memory.bytes());
            program.bind(memory.address());
            program.run();
            assertThat(sum.read()).containsExactly(3, 0, 1);
        }
    }

    @Test
    void aReorderToBfloat16AndBackKeepsEightBits() {
        try (Block inputs = new Block(256);
                Block memory = new Block(4096)) {
            Tensor x = filled(inputs, 0, rows(1, 2), 1.5f, (float) Math.PI);
            Descriptor half = Descriptor.of(session, Element.BFLOAT16, Layout.ROWS, 1, 2);
            Tensor back = program.reordered(program.reordered(x, half), rows(1, 2));
            program.add(() -> {}, back);
            program.plan();
            program.bind(memory.address());
            program.run();
            assertThat(back.read()).containsExactly(1.5f, 3.140625f);
        }
    }

    @Test
    void whatOneDnnRefusesIsNamed() {
        Convolution convolution = new Convolution(1, 0);
        assertThatThrownBy(() -> convolution.forward(session, rows(1, 3, 8, 8), rows(4, 2, 3, 3), rows(1, 4, 6, 6)))
                .isInstanceOf(OneDnnException.class)
                .hasMessage("convolution: invalid arguments");
    }

    @Test
    void functionsHaveOneDnnsNames() {
        assertThat(OneDnn.nativeName("memoryDescCreateWithTag")).isEqualTo("dnnl_memory_desc_create_with_tag");
        assertThat(OneDnn.version()).matches("3\\.\\d+\\.\\d+");
    }
}

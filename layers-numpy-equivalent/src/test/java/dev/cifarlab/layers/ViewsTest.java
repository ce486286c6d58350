package dev.cifarlab.layers;

import static dev.cifarlab.layers.ViewCases.numbers;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cifarlab.layers.network.Mlp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Everything computes with views of every kind what it computes with copies, changes none of its caller's arrays, and
 * does not notice when the caller changes them later.
 */
class ViewsTest {

    /** One argument after the other as a view, then all of them. */
    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("dev.cifarlab.layers.ViewCases#cases")
    void viewsAreAsGoodAsCopies(ViewCases.Case one, Views view) {
        int count = one.arguments().size();
        for (int which = 0; which <= count; which++) {
            List<INDArray> views = new ArrayList<>();
            for (int k = 0; k < count; k++) {
                boolean asView = k == which || which == count;
                views.add(
                        asView
                                ? view.of(one.arguments().get(k))
                                : one.arguments().get(k).dup('c'));
            }
            List<INDArray> before = views.stream().map(array -> array.dup('c')).toList();
            List<INDArray> copies = before.stream().map(INDArray::dup).toList();
            Map<String, INDArray> expected =
                    view.holdsEveryNumber() ? one.expected() : one.computation().of(copies);
            Proof.exactly(one.subject()).holds(one.computation().of(views), expected);
            for (int k = 0; k < count; k++) {
                assertThat(numbers(views.get(k))).as("argument %d", k).isEqualTo(numbers(before.get(k)));
            }
        }
    }

    /** Weights that are views are changed in place, and nothing beside them. */
    @ParameterizedTest
    @EnumSource(Views.class)
    void stepsAreTheSameWhereverWeightsAndGradientsLie(Views view) {
        Mlp plain = Mlp.builder().dims(4, 3, 2).build();
        Mlp viewed = Mlp.builder().dims(4, 3, 2).build();
        Map<String, INDArray> grads = new LinkedHashMap<>();
        Map<String, INDArray> gradViews = new LinkedHashMap<>();
        plain.weights().forEach((name, weight) -> {
            gradViews.put("d" + name, view.of(Gradients.random(5, weight.shape())));
            grads.put("d" + name, gradViews.get("d" + name).dup('c'));
            if (view.holdsEveryNumber()) {
                viewed.weights().put(name, view.of(weight));
            }
        });
        plain.update(grads);
        viewed.update(gradViews);
        Proof.exactly("Mlp").holds(viewed.weights(), plain.weights());
    }

    @ParameterizedTest
    @EnumSource(Views.class)
    void theViewsAreWhatTheySay(Views view) {
        INDArray x = Gradients.random(1, 2, 3, 4).castTo(DataType.FLOAT);
        INDArray made = view.of(x);
        assertThat(made.shape()).isEqualTo(x.shape());
        assertThat(made.dataType()).isEqualTo(x.dataType());
        for (int k = 0; k < 24; k++) {
            int example = view.holdsEveryNumber() ? k / 12 : 0;
            assertThat(made.getDouble(k / 12, k / 4 % 3, k % 4)).isEqualTo(x.getDouble(example, k / 4 % 3, k % 4));
        }
    }
}

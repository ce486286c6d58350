package dev.cifarlab.teaching.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cifarlab.layers.layer.SoftmaxCrossEntropy;
import dev.cifarlab.layers.math.Checks;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

class TraceTest {

    private static final double SMALL = 1e-5;

    private static Networks networks(String activation) {
        return new Networks(2, 3, activation, 30);
    }

    static Stream<Trace> traces() {
        return Stream.of(
                networks("relu").mlp(3, 4),
                networks("sigmoid").mlp(2, 3),
                networks("relu").cnn(2, 5, 2, 2),
                networks("tanh").cnn(1, 6, 2, 3));
    }

    @ParameterizedTest
    @MethodSource("traces")
    void everyGradientEqualsItsCentralDifference(Trace trace) {
        assertThat(trace.differences())
                .hasSizeGreaterThanOrEqualTo(8)
                .allSatisfy((name, differences) -> assertThat(
                                Checks.entry(trace.arrays(), name).distance1(differences))
                        .as(name)
                        .isLessThan(1e-7));
    }

    /** What changes where one number is changed by some amount, as names with places. */
    private static Set<String> changed(Trace trace, Step step, String name, int k, double amount) {
        Map<String, INDArray> arrays = new LinkedHashMap<>(trace.arrays());
        INDArray array = Checks.entry(arrays, name).dup('c');
        long[] place = Trace.place(k, array.shape());
        arrays.put(name, array.putScalar(place, array.getDouble(place) + amount));
        step.forward(arrays);
        arrays.put(name, array);
        step.backward(arrays);
        Set<String> changed = new HashSet<>();
        for (String computed : trace.arrays().keySet()) {
            if (step.computes(computed)) {
                double[] before = numbers(Checks.entry(trace.arrays(), computed));
                double[] after = numbers(Checks.entry(arrays, computed));
                for (int j = 0; j < before.length; j++) {
                    if (Math.abs(before[j] - after[j]) > 1e-13) {
                        changed.add(computed + j);
                    }
                }
            }
        }
        return changed;
    }

    private static double[] numbers(INDArray array) {
        return array.dup('c').reshape(array.length()).toDoubleVector();
    }

    /** The numbers of a step that came from one, as names with places. */
    private static Set<String> users(Map<String, List<List<Source>>> sources, String name, int k, boolean moversOnly) {
        Set<String> users = new HashSet<>();
        sources.forEach((computed, lists) -> {
            for (int j = 0; j < lists.size(); j++) {
                for (Source source : lists.get(j)) {
                    if (source.array().equals(name) && source.index() == k && (source.moves() || !moversOnly)) {
                        users.add(computed + j);
                    }
                }
            }
        });
        return users;
    }

    @ParameterizedTest
    @MethodSource("traces")
    void aSmallChangeMovesWhatCameFromTheNumberAndNothingElse(Trace trace) {
        for (Step step : layers(trace)) {
            Map<String, List<List<Source>>> sources = new LinkedHashMap<>();
            trace.arrays().keySet().stream()
                    .filter(step::computes)
                    .forEach(computed -> sources.put(computed, trace.sources(computed)));
            Set<String> read = sources.values().stream()
                    .flatMap(List::stream)
                    .flatMap(List::stream)
                    .map(Source::array)
                    .collect(Collectors.toSet());
            assertThat(trace.arrays().keySet())
                    .filteredOn(name -> !read.contains(name) && !step.computes(name))
                    .allSatisfy(name -> assertThat(changed(trace, step, name, 0, 10))
                            .as("changed by %s", name)
                            .isEmpty());
            for (String name : read) {
                int length = (int) Checks.entry(trace.arrays(), name).length();
                for (int k = 0; k < length; k += 1 + length / 8) {
                    assertThat(changed(trace, step, name, k, SMALL))
                            .as("moved by %s, number %s", name, k)
                            .isEqualTo(users(sources, name, k, true));
                    assertThat(users(sources, name, k, false))
                            .as("changed by %s, number %s", name, k)
                            .containsAll(changed(trace, step, name, k, 10))
                            .containsAll(changed(trace, step, name, k, -10));
                }
            }
        }
    }

    /** All but the loss, whose softmax and cross-entropy are computed as one. */
    private static List<Step> layers(Trace trace) {
        return trace.arrays().keySet().stream()
                .flatMap(computed -> trace.step(computed).stream())
                .distinct()
                .filter(LayerStep.class::isInstance)
                .toList();
    }

    @Test
    void whatLostAComparisonWinsItOnceItIsLarge() {
        Trace trace = networks("relu").cnn(1, 6, 2, 3);
        for (String name : List.of("A1", "M1")) {
            Step step = trace.step(name).orElseThrow();
            List<List<Source>> sources = trace.sources(name);
            for (int k = 0; k < sources.size(); k++) {
                for (Source source : sources.get(k)) {
                    assertThat(changed(trace, step, source.array(), source.index(), 10))
                            .contains(name + k);
                }
            }
            assertThat(sources.stream().flatMap(List::stream)).anyMatch(source -> !source.moves());
        }
    }

    @Test
    void theLossIsThatOfItsFormulas() {
        Trace trace = networks("relu").mlp(3, 4);
        Map<String, INDArray> arrays = trace.arrays();
        INDArray p = Checks.entry(arrays, "P");
        INDArray y = Checks.entry(arrays, "Y");
        INDArray z = Checks.entry(arrays, "Z2");
        double loss = -Transforms.log(p, true).mul(y).sumNumber().doubleValue() / 2;
        assertThat(Checks.entry(arrays, "L").getDouble(0))
                .isCloseTo(loss, Offset.offset(1e-14))
                .isCloseTo(new SoftmaxCrossEntropy().loss(z, y), Offset.offset(1e-14));
        assertThat(Checks.entry(arrays, "dZ2").distance1(p.sub(y).divi(2))).isLessThan(1e-14);
        List<Source> sources = trace.sources("L").get(0);
        for (int k = 0; k < 6; k++) {
            int place = k;
            boolean right = y.getDouble(k / 3, k % 3) == 1;
            assertThat(sources).contains(new Source("P", k, right), new Source("Y", k, true));
            assertThat(trace.sources("P").get(k)).hasSize(3).allMatch(source -> source.index() / 3 == place / 3);
            assertThat(trace.sources("dZ2").get(k))
                    .isEqualTo(List.of(new Source("P", k, true), new Source("Y", k, true)));
        }
    }

    @Test
    void theGivenNumbersHaveTwoDecimalsAndNoSources() {
        Trace trace = networks("relu").cnn(1, 6, 2, 3);
        for (String name : List.of("X", "W1", "b1", "W2", "b2", "Y")) {
            assertThat(trace.step(name)).isEmpty();
            assertThat(trace.sources(name)).allMatch(List::isEmpty);
            assertThat(numbers(Checks.entry(trace.arrays(), name).mul(100))).satisfies(numbers -> {
                for (double number : numbers) {
                    assertThat(number).isCloseTo(Math.rint(number), Offset.offset(1e-9));
                }
            });
        }
    }
}

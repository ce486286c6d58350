package dev.cifarlab.teaching;

import java.util.List;

/**
 * One interface, and all that is needed to mark what implements it.
 *
 * @param <S> the interface
 * @param type the interface
 * @param constructor types of the constructor's parameters
 * @param right makes the right version
 * @param mistakes wrong versions; where two fit, the first is named
 * @param exercises what is asked
 */
record Subject<S>(
        Class<S> type,
        List<Class<?>> constructor,
        Maker<S> right,
        List<Mistake<S>> mistakes,
        List<Exercise<S>> exercises) {

    /** Questions 1 and 2. */
    static final List<Subject<?>> ALL = List.of(
            new Subject<>(
                    StudentMlp.class,
                    List.of(int[].class, String.class, double.class, double.class, int.class),
                    ReferenceMlp::new,
                    MlpMistakes.ALL,
                    MlpExercises.ALL),
            new Subject<>(
                    StudentConvolution.class,
                    List.of(int.class, int.class, int.class, int.class),
                    ReferenceConvolution::new,
                    ConvolutionMistakes.ALL,
                    ConvolutionExercises.ALL),
            new Subject<>(
                    StudentMaxPooling.class,
                    List.of(int.class),
                    ReferenceMaxPooling::new,
                    PoolingMistakes.ALL,
                    PoolingExercises.ALL));
}

package dev.cifarlab.teaching;

import java.util.List;

/**
 * One interface, and all that is needed to mark what implements it.
 *
 * @param <S> the interface
 * @param type the interface
 * @param notebook the notebook's class in Python
 * @param python makes that of a student
 * @param constructor types of the constructor's parameters
 * @param right makes the right version
 * @param mistakes wrong versions; where two fit, the first is named
 * @param exercises what is asked
 */
record Subject<S>(
        Class<S> type,
        String notebook,
        FromPython<S> python,
        List<Class<?>> constructor,
        Maker<S> right,
        List<Mistake<S>> mistakes,
        List<Exercise<S>> exercises) {

    /** Makes an object of a student's class. */
    @FunctionalInterface
    interface FromPython<S> {

        /** With the arguments of the interface's constructor. */
        S of(PythonSolution solution, Object... arguments);
    }

    /** Questions 1 and 2, and what is extra. */
    static final List<Subject<?>> ALL = List.of(
            new Subject<>(
                    StudentMlp.class,
                    "NN",
                    PythonMlp::new,
                    List.of(int[].class, String.class, double.class, double.class, int.class),
                    ReferenceMlp::new,
                    MlpMistakes.ALL,
                    MlpExercises.ALL),
            new Subject<>(
                    StudentConvolution.class,
                    "Convolution2dLayer",
                    PythonConvolution::new,
                    List.of(int.class, int.class, int.class, int.class),
                    ReferenceConvolution::new,
                    ConvolutionMistakes.ALL,
                    ConvolutionExercises.ALL),
            new Subject<>(
                    StudentMaxPooling.class,
                    "MaxPooling2dLayer",
                    PythonMaxPooling::new,
                    List.of(int.class),
                    ReferenceMaxPooling::new,
                    PoolingMistakes.ALL,
                    PoolingExercises.ALL),
            new Subject<>(
                    StudentBatchNorm.class,
                    "BatchNorm2dLayer",
                    PythonBatchNorm::new,
                    List.of(int.class, double.class),
                    ReferenceBatchNorm::new,
                    BatchNormMistakes.ALL,
                    BatchNormExercises.ALL),
            new Subject<>(
                    StudentResidual.class,
                    "ResidualLayer",
                    PythonResidual::new,
                    List.of(int.class, int.class, int.class),
                    ReferenceResidual::new,
                    ResidualMistakes.ALL,
                    ResidualExercises.ALL));

    /** With other wrong versions and exercises. */
    Subject<S> with(List<Mistake<S>> others, List<Exercise<S>> asked) {
        return new Subject<>(type, notebook, python, constructor, right, others, asked);
    }

    /** Whether its marks are beyond those of the assignment: who leaves it out isn't asked. */
    boolean extra() {
        return exercises.get(0).name().startsWith(Mark.EXTRA);
    }
}

package dev.cifarlab.layers;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Main code is written by hand: few plain ND4J operations, and packages that use only those before them. */
class PlainOperationsTest {

    private static final String ROOT = "dev.cifarlab.layers.";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(location -> !location.contains("/test-classes/"))
            .importPackages("dev.cifarlab.layers");

    /** Everything of ND4J that main code may name. */
    private static final Set<String> TYPES = Set.of(
            "org.nd4j.linalg.api.ndarray.INDArray",
            "org.nd4j.linalg.api.buffer.DataType",
            "org.nd4j.linalg.api.buffer.DataBuffer",
            "org.nd4j.linalg.factory.Nd4j",
            "org.nd4j.linalg.ops.transforms.Transforms",
            "org.nd4j.linalg.indexing.NDArrayIndex",
            "org.nd4j.linalg.indexing.INDArrayIndex");

    /** Static operations: making arrays, and element by element, the matrix product. */
    private static final Set<String> STATIC = Set.of(
            "Nd4j.zeros",
            "Nd4j.eye",
            "Nd4j.gemm",
            "Nd4j.createFromArray",
            "Nd4j.createUninitialized",
            "Transforms.max",
            "Transforms.min",
            "Transforms.exp",
            "Transforms.log",
            "Transforms.tanh",
            "NDArrayIndex.all",
            "NDArrayIndex.point",
            "NDArrayIndex.interval");

    /** Methods of arrays: views and copies, arithmetic, comparison, reductions. */
    private static final Set<String> OF_ARRAYS = Set.of(
            "rank",
            "shape",
            "size",
            "length",
            "dataType",
            "get",
            "reshape",
            "permute",
            "transpose",
            "dup",
            "assign",
            "castTo",
            "putScalar",
            "sub",
            "subi",
            "mul",
            "muli",
            "divi",
            "addi",
            "addiRowVector",
            "rsub",
            "rsubi",
            "rdivi",
            "neg",
            "gt",
            "eq",
            "max",
            "sum",
            "sumNumber",
            "argMax",
            "slice",
            "ulike",
            "toIntVector");

    @Test
    void onlyPlainTypesOfNd4jAreUsed() {
        Set<String> used = CLASSES.stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .map(dependency ->
                        dependency.getTargetClass().getBaseComponentType().getName())
                .filter(name -> name.startsWith("org.nd4j") || name.startsWith("org.deeplearning4j"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(used).isNotEmpty();
        assertThat(TYPES).containsAll(used);
    }

    @Test
    void onlyPlainOperationsAreCalled() {
        Set<String> called = CLASSES.stream()
                .flatMap(type -> type.getMethodCallsFromSelf().stream())
                .filter(call -> call.getTargetOwner().getName().startsWith("org.nd4j"))
                .map(PlainOperationsTest::name)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> allowed = OF_ARRAYS.stream().map(name -> "INDArray." + name).collect(Collectors.toSet());
        allowed.addAll(STATIC);
        assertThat(called).contains("Nd4j.gemm");
        assertThat(allowed).containsAll(called);
    }

    private static String name(JavaMethodCall call) {
        return call.getTargetOwner().getSimpleName() + "." + call.getTarget().getName();
    }

    @Test
    void packagesUseOnlyThoseBeforeThem() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "math..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT + "layer..", ROOT + "network..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage(ROOT + "layer..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT + "network..")
                .check(CLASSES);
        slices().matching(ROOT + "(*)..").should().beFreeOfCycles().check(CLASSES);
        classes()
                .should()
                .resideInAnyPackage(ROOT + "math", ROOT + "layer", ROOT + "network")
                .check(CLASSES);
    }
}

package dev.cifarlab.layers;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Main code is written by hand: few plain ND4J operations, and packages that use only those before them. */
class PlainOperationsTest {

    private static final String ROOT = "dev.cifarlab.layers.";

    static {
        ArchConfiguration.get()
                .setResolveMissingDependenciesFromClassPath(false); // names are enough, and ND4J is large
    }

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
            "org.nd4j.linalg.indexing.BooleanIndexing",
            "org.nd4j.linalg.indexing.conditions.Condition",
            "org.nd4j.linalg.indexing.conditions.Conditions",
            "org.nd4j.linalg.indexing.NDArrayIndex",
            "org.nd4j.linalg.indexing.INDArrayIndex");

    /** Static operations: making arrays, and element by element, the matrix product. */
    private static final Set<String> STATIC = Set.of(
            "BooleanIndexing.replaceWhere",
            "Conditions.equals",
            "Nd4j.zeros",
            "Nd4j.ones",
            "Nd4j.eye",
            "Nd4j.gemm",
            "Nd4j.createFromArray",
            "Nd4j.createUninitialized",
            "Transforms.max",
            "Transforms.min",
            "Transforms.exp",
            "Transforms.log",
            "Transforms.tanh",
            "Transforms.sqrt",
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
            "add",
            "addi",
            "addiRowVector",
            "rsub",
            "rsubi",
            "rdiv",
            "rdivi",
            "neg",
            "eq",
            "max",
            "sum",
            "sumNumber",
            "argMax",
            "ordering",
            "isView",
            "stride",
            "lte",
            "neq",
            "toDoubleVector",
            "toIntVector");

    /** Beside ND4J: Java without reflection, the random generator, ourselves. */
    private static final List<String> OTHERS = List.of(
            "java.lang.",
            "java.util.",
            "java.io.PrintStream",
            "org.jspecify.annotations.",
            "org.apache.commons.math3.random.MersenneTwister",
            ROOT);

    private static final Pattern REFLECTION = Pattern.compile(
            "java\\.lang\\.(reflect|invoke\\.MethodHandles|ClassLoader|Module).*|java\\.util\\.Service.*");

    /** Classes that main code may not name. */
    private static Set<String> foreignTypes(JavaClasses classes) {
        return classes.stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                .filter(type -> !type.isPrimitive())
                .map(JavaClass::getName)
                .filter(name -> !TYPES.contains(name))
                .filter(name -> OTHERS.stream().noneMatch(name::startsWith)
                        || REFLECTION.matcher(name).matches())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Operations that main code may not call, nor refer to as {@code Type::method}. */
    private static Set<String> foreignOperations(JavaClasses classes) {
        Set<String> allowed = OF_ARRAYS.stream().map(name -> "INDArray." + name).collect(Collectors.toSet());
        allowed.addAll(STATIC);
        return classes.stream()
                .flatMap(type -> type.getCodeUnitAccessesFromSelf().stream())
                .filter(call -> call.getTargetOwner().getName().startsWith("org.nd4j")
                        || call.getTargetOwner().isEquivalentTo(Class.class))
                .map(call -> call.getTargetOwner().getSimpleName() + "." + call.getName())
                .filter(name -> !allowed.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void mainCodeUsesOnlyPlainArrays() {
        assertThat(CLASSES).hasSizeGreaterThan(15);
        assertThat(foreignTypes(CLASSES)).isEmpty();
        assertThat(foreignOperations(CLASSES)).isEmpty();
    }

    /** The same look at code that breaks the rule in every way we know of. */
    @ParameterizedTest
    @ValueSource(
            classes = {
                Forbidden.Operation.class,
                Forbidden.CustomOperation.class,
                Forbidden.Executioner.class,
                Forbidden.Cnn.class,
                Forbidden.NeuralNetwork.class,
                Forbidden.Derivative.class,
                Forbidden.SoftmaxByReference.class,
                Forbidden.Im2col.class,
                Forbidden.Graph.class,
                Forbidden.Framework.class,
                Forbidden.ByName.class,
                Forbidden.Reflection.class
            })
    void theRuleCatches(Class<?> forbidden) {
        JavaClasses classes = new ClassFileImporter().importClasses(forbidden);
        Set<String> found = foreignTypes(classes);
        found.addAll(foreignOperations(classes));
        assertThat(found).isNotEmpty();
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

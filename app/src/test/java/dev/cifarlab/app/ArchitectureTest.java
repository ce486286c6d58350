package dev.cifarlab.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Data flows one way, and the package list is the flow: a package uses only packages to its left. */
class ArchitectureTest {

    private static final List<String> FLOW = List.of(
            "settings",
            "device",
            "onednn",
            "winograd",
            "runs",
            "data",
            "net",
            "backend",
            "weights",
            "export",
            "training",
            "evaluation",
            "search",
            "figures",
            "report",
            "lab",
            "cli");

    private static final String ROOT = "dev.cifarlab.app.";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(location -> !location.contains("/test-classes/"))
            .importPackages("dev.cifarlab.app");

    static Stream<String> flow() {
        return FLOW.stream();
    }

    private static String[] packages(List<String> names) {
        return names.stream().map(name -> ROOT + name + "..").toArray(String[]::new);
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(CLASSES);
    }

    @Test
    void everyClassLivesInTheFlow() {
        check(noClasses().should().resideOutsideOfPackages(packages(FLOW)));
    }

    @ParameterizedTest
    @MethodSource("flow")
    void usesOnlyPackagesToItsLeft(String name) {
        List<String> toTheRight = FLOW.subList(FLOW.indexOf(name) + 1, FLOW.size());
        check(noClasses()
                .that()
                .resideInAPackage(ROOT + name + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages(toTheRight)));
    }

    @Test
    void hasNoCycles() {
        check(slices().matching(ROOT + "(**)").should().beFreeOfCycles());
    }

    @ParameterizedTest(name = "{0} only in {1}")
    @CsvSource({
        "org.deeplearning4j.., backend export training",
        "com.sun.jna.., onednn",
        "onnx.., export",
        "com.fasterxml.jackson.., settings runs",
        "com.fasterxml.jackson.dataformat.., settings",
        "org.yaml.., settings",
        "freemarker.., report",
        "com.openhtmltopdf.., report",
        "picocli.., cli",
        "me.tongfei.., cli"
    })
    void libraryStaysInItsRoom(String library, String rooms) {
        check(noClasses()
                .that()
                .resideOutsideOfPackages(packages(List.of(rooms.split(" "))))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library));
    }

    @Test
    void onlyTheCommandLinePrints() {
        check(noClasses().that().resideOutsideOfPackage(ROOT + "cli..").should(ACCESS_STANDARD_STREAMS));
    }

    @Test
    void onlyTheCommandLineExits() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "cli..")
                .should()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "halt", int.class));
    }

    @Test
    void onlyTheCommandLineListens() {
        check(noClasses()
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ServerSocket.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(ServerSocketChannel.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(DatagramSocket.class));
        check(noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "cli..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.sun.net.httpserver.."));
        assertThat(System.getProperty("java.class.path")).doesNotContain("vertx", "netty", "jetty", "undertow", "-ui");
    }

    @Test
    void nothingIsDeserialised() {
        check(noClasses().should().dependOnClassesThat().areAssignableTo(ObjectInputStream.class));
    }

    @Test
    void chanceComesFromTheRunsSeed() {
        check(noClasses()
                .should()
                .callConstructor(Random.class)
                .orShould()
                .callConstructor(Random.class, long.class)
                .orShould()
                .callMethod(Math.class, "random"));
    }

    @Test
    void everyPackageIsDescribed() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".java"))
                            .map(Path::getParent)
                            .distinct()
                            .filter(folder -> !Files.exists(folder.resolve("package-info.java"))))
                    .as("packages without package-info.java")
                    .isEmpty();
        }
    }
}

package dev.cifarlab.app.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Answers of nvidia-smi in its own format, with the names, driver versions and capabilities that NVIDIA publishes for
 * these cards; they were put together by hand, as no such card was at hand.
 */
class DriverRuleTest {

    private static final String PROCESSOR = "run on the processor, without --backend ";

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            Tesla V100-SXM2-16GB        | 535.129.03 | 7.0  | yes | yes
            Tesla T4                    | 525.85.12  | 7.5  | yes | yes
            NVIDIA A100-SXM4-80GB       | 515.65.01  | 8.0  | yes | yes
            NVIDIA GeForce RTX 4090     | 550.54.14  | 8.9  | yes | yes
            NVIDIA H100 80GB HBM3       | 535.104.05 | 9.0  | no  | yes
            NVIDIA GeForce RTX 5090     | 570.86.16  | 12.0 | no  | yes
            Tesla K80                   | 470.57.02  |      | yes | yes
            Tesla K20c                  | 470.57.02  |      | no  | yes
            Tesla K10.G1.8GB            | 470.57.02  |      | no  | no
            """)
    void aCardTakesTheBuildsThatHoldCodeForIt(
            String name, String version, String capability, String cuda, String cudaJit) {
        Driver driver = Driver.parse(line(0, name, version, capability));
        assertThat(DriverRule.refusal(Backend.CUDA, driver).isEmpty()).isEqualTo(cuda.equals("yes"));
        assertThat(DriverRule.refusal(Backend.CUDA_JIT, driver).isEmpty()).isEqualTo(cudaJit.equals("yes"));
        assertThat(DriverRule.refusal(Backend.CPU, driver)).isEmpty();
    }

    @Test
    void aCardTooNewIsToldWhichBuildFits() {
        Driver driver = Driver.parse(line(0, "NVIDIA H100 80GB HBM3", "535.104.05", "9.0"));
        assertThat(DriverRule.refusal(Backend.CUDA, driver))
                .isEqualTo("NVIDIA H100 80GB HBM3 has compute capability 9.0, but --backend cuda holds machine code "
                        + "for 3.7 to 8.9 and nothing for newer ones; use --backend cuda-jit");
    }

    @Test
    void aCardTooOldForTheOneIsToldOfTheOther() {
        Driver driver = Driver.parse(line(0, "Tesla K20c", "470.57.02", null));
        assertThat(DriverRule.refusal(Backend.CUDA, driver))
                .startsWith("Tesla K20c has compute capability 3.5, but --backend cuda holds")
                .endsWith("; use --backend cuda-jit");
    }

    @Test
    void aCardTooOldForBothGoesWithoutIt() {
        Driver driver = Driver.parse(line(0, "Tesla K10.G1.8GB", "470.57.02", null));
        assertThat(DriverRule.refusal(Backend.CUDA_JIT, driver))
                .contains("compute capability 3.0")
                .endsWith(PROCESSOR + "cuda-jit");
    }

    @ParameterizedTest
    @CsvSource({
        "CUDA, 418.87.00, 450.80.02",
        "CUDA, 450.51.06, 450.80.02",
        "CUDA_JIT, 450.80.02, 460.27.03",
        "CUDA_JIT, 460.27, 460.27.03"
    })
    void aDriverTooOldIsNamedWithTheOneItTakes(Backend backend, String version, String needed) {
        Driver driver = Driver.parse(line(0, "Tesla T4", version, null));
        assertThat(DriverRule.refusal(backend, driver))
                .isEqualTo("the NVIDIA driver %s is too old for --backend %s; update it to %s or later, or %s%s"
                        .formatted(version, backend.label(), needed, PROCESSOR, backend.label()));
    }

    @Test
    void withoutADriverTheAnswerSaysWhatToInstall() {
        assertThat(DriverRule.refusal(Backend.CUDA, Driver.NONE))
                .isEqualTo("no NVIDIA driver was found (neither nvidia-smi nor libcuda.so.1); "
                        + "install version 450.80.02 or later, or " + PROCESSOR + "cuda");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            No devices were found
            Failed to initialize NVML: Driver/library version mismatch
            NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver. Make sure that it is running.
            """)
    void wordsInPlaceOfCardsAreHandedOn(String words) {
        String refusal = DriverRule.refusal(Backend.CUDA, Driver.parse(words + "\n\n"));
        assertThat(refusal)
                .isEqualTo("the NVIDIA driver shows no GPU (%s); mend that, or %scuda"
                        .formatted(words.replaceAll("\\.$", ""), PROCESSOR));
    }

    @Test
    void oneCardThatDoesNotFitIsEnoughUnlessItIsHidden() {
        Driver driver = Driver.parse(line(0, "Tesla V100-SXM2-16GB", "535.129.03", "7.0")
                + line(1, "NVIDIA H100 PCIe", "535.129.03", "9.0"));
        assertThat(DriverRule.refusal(Backend.CUDA, driver)).contains("H100");
        assertThat(DriverRule.refusal(Backend.CUDA, driver.visible(Optional.of("0"))))
                .isEmpty();
        assertThat(DriverRule.refusal(Backend.CUDA, driver.visible(Optional.of("GPU-0000"))))
                .isEmpty();
        assertThat(DriverRule.refusal(Backend.CUDA, driver.visible(Optional.of("1"))))
                .contains("H100");
        assertThat(DriverRule.refusal(Backend.CUDA, driver.visible(Optional.of(""))))
                .contains("CUDA_VISIBLE_DEVICES");
    }

    @ParameterizedTest
    @CsvSource({
        "7.0, take --backend cuda: it holds",
        "12.0, take --backend cuda-jit: it holds",
        "3.0, no build runs on it"
    })
    void adviceNamesTheBuildToTake(String capability, String start) {
        Gpu gpu = Gpu.parse(line(0, "Some card", "570.86.16", capability).strip());
        assertThat(DriverRule.advice(gpu)).startsWith(start);
    }

    private static String line(int index, String name, String version, String capability) {
        String uuid = "GPU-%04d6b4c-1f0e-9a4c-3d5f-8b1c2d3e4f50".formatted(index);
        String told = capability == null ? "" : ", " + capability;
        return index + ", " + uuid + ", " + name + ", " + version + told + "\n";
    }
}

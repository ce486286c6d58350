package dev.cifarlab.app.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cifarlab.app.Configs;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists of parts with numbers, as {@code --augment} and {@code --schedule} take them. */
class GrammarTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "augment; flip,shift=4:reflect,cutout=12; flip,shift=4:reflect,cutout=12",
                "augment; ' cutout=8 , flip'; cutout=8,flip",
                "augment; shift=+04; shift=4:zero",
                "augment; none; none",
                "augment; flip; flip",
                "augment; flip-crop; flip-crop",
                "augment; flip,shift=4; flip-crop",
                "augment; flip,shift=4:zero; flip-crop",
                "augment; shift=4,flip; shift=4:zero,flip",
                "augment; flip-crop,cutout=12; flip,shift=4:zero,cutout=12",
                "augment; none,flip; flip",
                "schedule; constant; constant",
                "schedule; cosine; cosine",
                "schedule; cosine=0; cosine",
                "schedule; cosine=5; cosine=5",
                "augment; alternating-flip,erase=.25,mixup=0.2,cutmix=1;"
                        + " alternating-flip,erase=0.25,mixup=0.2,cutmix=1",
                "augment; crop-scale=.35,flip,colour=0.20,erase=0.25; crop-scale=0.35,flip,colour=0.2,erase=0.25",
                "schedule; one-cycle; one-cycle",
                "schedule; triangle=0.2:0.2; triangle=0.2:0.2",
                "schedule; triangle=.25:7.5e-1; triangle=0.25:0.75",
                "schedule; triangle=0:1; triangle=0:1",
                "schedule; triangle=0.1:0.9; triangle=0.1:0.9"
            })
    void equalListsAreWrittenAlike(String key, String text, String written) {
        TrainConfig config = Configs.of(key, text);
        assertThat(config.entries()).containsEntry(key, written);
        assertThat(Configs.of(key, written)).isEqualTo(config);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "augment; hue; 'hue' is not known; choose one of none, flip, flip-crop, shift=N[:zero|reflect],"
                        + " crop-scale=S, colour=A, cutout=N, alternating-flip, erase=P, mixup=A, cutmix=A",
                "augment; crop-scale=0; 'crop-scale=0' does not work; give crop-scale=S, S above 0, at most 1",
                "augment; crop-scale=1.01; 'crop-scale=1.01' does not work; give crop-scale=S, S above 0, at most 1",
                "augment; colour; 'colour' does not work; give colour=A, A from 0 to 1",
                "augment; colour=-0.1; 'colour=-0.1' does not work; give colour=A, A from 0 to 1",
                "augment; mixup; 'mixup' does not work; give mixup=A, A above 0, at most 100",
                "augment; cutmix=0; 'cutmix=0' does not work; give cutmix=A, A above 0, at most 100",
                "augment; erase=1.5; 'erase=1.5' does not work; give erase=P, P from 0 to 1",
                "augment; flip,; '' is not known; choose one of none, flip, flip-crop, shift=N[:zero|reflect],"
                        + " crop-scale=S, colour=A, cutout=N, alternating-flip, erase=P, mixup=A, cutmix=A",
                "augment; flip,shift; 'shift' does not work; give shift=N[:zero|reflect], N from 1 to 16",
                "augment; shift=0; 'shift=0' does not work; give shift=N[:zero|reflect], N from 1 to 16",
                "augment; shift=17; 'shift=17' does not work; give shift=N[:zero|reflect], N from 1 to 16",
                "augment; shift=4:wrap; 'shift=4:wrap' does not work; give shift=N[:zero|reflect], N from 1 to 16",
                "augment; shift=4:zero:1; 'shift=4:zero:1' does not work; give shift=N[:zero|reflect], N from 1 to 16",
                "augment; cutout=1e1; 'cutout=1e1' does not work; give cutout=N, N from 1 to 32",
                "augment; cutout=33; 'cutout=33' does not work; give cutout=N, N from 1 to 32",
                "augment; flip=1; 'flip=1' does not work; give flip",
                "augment; flip-crop=4; 'flip-crop=4' is not known; choose one of none, flip, flip-crop,"
                        + " shift=N[:zero|reflect], crop-scale=S, colour=A, cutout=N, alternating-flip, erase=P,"
                        + " mixup=A, cutmix=A",
                "augment; flip-crop,flip; flip is there twice; give each once",
                "schedule; step; 'step' is not known; choose one of constant, cosine, cosine=EPOCHS, one-cycle,"
                        + " exponential=START, triangle=START:PEAK",
                "schedule; cosine,constant; 'cosine,constant' does not work; give one of constant, cosine,"
                        + " cosine=EPOCHS, one-cycle, exponential=START, triangle=START:PEAK",
                "schedule; triangle=0.2; 'triangle=0.2' does not work; give triangle=START:PEAK, START from 0 to 1,"
                        + " PEAK from 0 to 1",
                "schedule; triangle=0.2:1.1; 'triangle=0.2:1.1' does not work; give triangle=START:PEAK,"
                        + " START from 0 to 1, PEAK from 0 to 1",
                "schedule; triangle=a:b; 'triangle=a:b' does not work; give triangle=START:PEAK, START from 0 to 1,"
                        + " PEAK from 0 to 1"
            })
    void whatIsWrongIsNamedWithWhatItTakes(String key, String text, String words, String choices) {
        assertThatThrownBy(() -> Configs.of(key, text))
                .isInstanceOf(UserException.class)
                .hasMessage(key + ": " + words + ";" + " " + choices);
    }

    @Test
    void partsKeepWhatWasLeftOut() {
        Parts parts = Configs.of("augment", "flip-crop,cutout=12").augment();
        assertThat(parts.list())
                .containsExactly(
                        new Parts.Part("flip", List.of()),
                        new Parts.Part("shift", List.of("4", "zero")),
                        new Parts.Part("cutout", List.of("12")));
        assertThat(parts.list().get(2).whole(0)).isEqualTo(12);
        assertThat(Parts.NONE).isEqualTo(TrainConfig.defaults().augment());
    }
}

package dev.cifarlab.app.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cifarlab.app.runs.RunFolder;
import dev.cifarlab.app.settings.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataCardTest {

    private static final List<String> CLASSES = List.of("apple", "leaf");

    @TempDir
    private Path folder;

    private static ImageSet images(int count, int side, List<String> classes) {
        return images(count, side, classes, -1);
    }

    /** One pixel differs by 1. */
    private static ImageSet images(int count, int side, List<String> classes, int other) {
        byte[] pixels = new byte[count * side * side];
        for (int k = 0; k < pixels.length; k++) {
            pixels[k] = (byte) (k == other ? k * k ^ 1 : k * k);
        }
        int[] labels = new int[count];
        for (int k = 0; k < count; k++) {
            labels[k] = k % classes.size();
        }
        return new ImageSet(pixels, labels, 1, side, side, classes);
    }

    private static DataCard card(int train, int validation, int side, List<String> classes) {
        return DataCard.of(images(train, side, classes), images(validation, side, classes), "some", true);
    }

    private static final DataCard CARD = card(6, 4, 3, CLASSES);

    @Test
    void comesBackFromItsFile() {
        RunFolder run = new RunFolder(folder);
        assertThat(DataCard.read(run)).isEmpty();
        CARD.write(run);
        assertThat(DataCard.read(run)).contains(CARD);
        assertThat(CARD.normalisation().mean()).containsExactly(CARD.means().get(0));
        assertThat(CARD.normalisation().std()[0]).isBetween(0.1, 0.9);
    }

    @Test
    void theSameDataDifferInNothing() {
        assertThat(CARD.differences(card(6, 4, 3, CLASSES))).isEmpty();
        assertThat(CARD.fits(card(9, 9, 3, CLASSES))).isTrue();
    }

    @Test
    void classesAreNamed() {
        DataCard renamed = card(6, 4, 3, List.of("leaf", "zapple"));
        assertThat(CARD.differences(renamed)).containsExactly("classes that are gone: apple, that are new: zapple");
        assertThat(CARD.fits(renamed)).isFalse();
        DataCard more = card(6, 4, 3, List.of("a", "apple", "b", "c", "d", "e", "f", "g", "leaf"));
        assertThat(CARD.differences(more))
                .containsExactly("classes that are gone: none, that are new: a, b, c, d, e and 2 more");
        DataCard turned = card(6, 4, 3, List.of("leaf", "apple"));
        assertThat(CARD.differences(turned)).containsExactly("the classes are in another order");
        assertThat(CARD.fits(turned)).isFalse();
    }

    @Test
    void sizesAndNumbersAreNamed() {
        assertThat(CARD.differences(card(6, 4, 5, CLASSES))).containsExactly("images of 1x5x5 instead of 1x3x3");
        assertThat(CARD.fits(card(6, 4, 5, CLASSES))).isFalse();
        assertThat(CARD.differences(card(8, 2, 3, CLASSES)))
                .containsExactly("8 training images instead of 6", "2 validation images instead of 4");
    }

    @Test
    void onePixelAndOneLabelAreSeen() {
        ImageSet train = images(6, 3, CLASSES);
        ImageSet changed = images(6, 3, CLASSES, 53);
        ImageSet validation = images(4, 3, CLASSES);
        assertThat(CARD.differences(DataCard.of(changed, validation, "some", true)))
                .containsExactly("other training images or labels");
        validation.labels()[2] = 1;
        assertThat(CARD.differences(DataCard.of(train, validation, "some", true)))
                .containsExactly("other validation images or labels");
        assertThat(CARD.differences(DataCard.of(changed, validation, "some", true)))
                .containsExactly("other training images or labels", "other validation images or labels");
    }

    @Test
    void ofAForeignNetworkImagesAreNotKnown() {
        ChannelStatistics scaling = new ChannelStatistics(new double[] {0.5}, new double[] {0.25});
        DataCard foreign = DataCard.ofForeign("from elsewhere", CLASSES, 1, 3, 3, scaling);
        assertThat(foreign.knowsImages()).isFalse();
        assertThat(CARD.knowsImages()).isTrue();
        assertThat(foreign.differences(CARD)).isEmpty();
        assertThat(foreign.differences(card(6, 4, 5, CLASSES))).containsExactly("images of 1x5x5 instead of 1x3x3");
        assertThat(foreign.normalisation().describe())
                .isEqualTo("(pixels in 0..1 - mean) / deviation, one channel, grey; means [0.5], deviations [0.25]");
    }

    @Test
    void withoutNormalisationPixelsStayAsTheyAre() {
        ImageSet images = images(6, 3, CLASSES);
        ChannelStatistics asTheyAre = DataCard.of(images, images, "some", false).normalisation();
        assertThat(asTheyAre.mean()).containsExactly(0);
        assertThat(asTheyAre.std()).containsExactly(1);
        assertThat(asTheyAre.describe()).isEqualTo("pixels in 0..1, one channel, grey");
        ChannelStatistics colours = new ChannelStatistics(new double[3], new double[] {1, 1, 1});
        assertThat(colours.describe()).isEqualTo("pixels in 0..1, channels in the order red, green, blue");
    }

    /** Pinned, as data.json of earlier versions holds it. */
    @Test
    void theDigestIsTheSameInEveryVersion() {
        assertThat(images(6, 3, CLASSES).digest()).isEqualTo("crc32c:9a4f008f");
    }

    @ParameterizedTest(name = "{0} as {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "classes      | [ \"apple\" ]",
                "classes      | [ \"apple\", \"apple\" ]",
                "classes      | 7",
                "means        | [ 0, 0, 0 ]",
                "means        | [ \"x\" ]",
                "means        | [ null ]",
                "deviations   | [ 0.0 ]",
                "height       | -3",
                "height       | 0",
                "width        | 2.5",
                "width        | 0",
                "channels     | 0",
                "description  | null",
                "training_digest | null",
                "validation_digest | null"
            })
    void whatSomebodySpoiledIsNamed(String key, String value) throws IOException {
        RunFolder run = new RunFolder(folder);
        CARD.write(run);
        String text = Files.readString(folder.resolve("data.json"));
        String spoiled = text.replaceAll("\"" + key + "\" : (\\[[^\\]]*\\]|[^,\n]*)", "\"" + key + "\" : " + value);
        Files.writeString(folder.resolve("data.json"), spoiled);
        assertThatThrownBy(() -> DataCard.read(run))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("data.json: '" + key + "' is missing or damaged");
    }
}

package dev.cifarlab.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SummaryCommandTest {

    private static final Pattern ROW = Pattern.compile("(?m)^(\\S+) .* ([0-9,]+) +([0-9,.]+)$");

    private static double number(String text) {
        return Double.parseDouble(text.replace(",", ""));
    }

    /** Multiply-adds of the ResNet-18 by hand: 555.4 million in convolutions, 5,120 in the last layer. */
    @ParameterizedTest
    @CsvSource({
        "resnet18, 11173962, 555.42, 'stage2_block1_shortcut     1x1 convolution, stride 2'",
        "wrn-16-4, 2748890, 0, 'bn                         batch normalisation '",
        "airbench, 1972490, 118.15, 'whiten                     2x2 convolution, stride 1 '",
        "mlp, 11172007, 0, 'hidden1                    dense, ReLU '"
    })
    void rowsSumToWhatStandsUnderThem(String model, long parameters, double multiplyAdds, String row) {
        Session session = Session.of("summary", "--model", model, "--batch-size", "64");
        assertThat(session.exitCode()).as(session.err()).isZero();
        assertThat(session.out()).contains(row).containsPattern("batches of 64: about [0-9,]+ MiB");
        List<double[]> rows = ROW.matcher(session.out())
                .results()
                .map(match -> new double[] {number(match.group(2)), number(match.group(3))})
                .toList();
        double[] all = rows.get(rows.size() - 1);
        assertThat(rows.subList(0, rows.size() - 1).stream()
                        .mapToDouble(cells -> cells[0])
                        .sum())
                .isEqualTo(all[0]);
        assertThat((long) all[0]).isEqualTo(parameters);
        if (multiplyAdds > 0) {
            assertThat(all[1]).isEqualTo(multiplyAdds);
        }
    }

    @ParameterizedTest
    @CsvSource({"mnist, 11172810, 1x32x32", "cifar100, 11220132, 3x32x32"})
    void theDataDecideOnChannelsAndClasses(String data, long parameters, String images) {
        Session session = Session.of("summary", "--data", data);
        assertThat(session.out()).contains(images, String.format(Locale.ROOT, "%,d", parameters));
    }

    @ParameterizedTest
    @CsvSource({"resnet18, 64", "mlp, 16"})
    void anotherSizeOfImageGivesOtherShapes(String model, int size) {
        Session session = Session.of("summary", "--model", model, "--image-size", Integer.toString(size));
        assertThat(session.out()).contains("3x" + size + "x" + size);
        Matcher rows = ROW.matcher(session.out());
        assertThat(rows.results().count()).isGreaterThan(3);
    }

    @ParameterizedTest
    @CsvSource({
        "--image-size=95, 'resnet18 (CIFAR stem)', '3x3 convolution, stride 1 ', '11,173,962'",
        "--image-size=96, 'resnet18 (ImageNet stem)', '3x3 maximum ', '11,181,642'",
        "--stem=imagenet, 'resnet18 (ImageNet stem)', '7x7 convolution, stride 2 ', '11,181,642'"
    })
    void theStemInUseIsNamed(String flag, String network, String layer, String parameters) {
        assertThat(Session.of("summary", flag).out()).contains(network, layer, parameters);
    }

    @ParameterizedTest
    @CsvSource({"--image-size, 0", "--classes, -1", "--model=mlp, --stem=imagenet", "--model, vgg", "--image-size, many"
    })
    void whatDoesNotWorkIsRefused(String flag, String value) {
        Session session = Session.of("summary", flag, value);
        assertThat(session.exitCode()).isEqualTo(2);
        assertThat(session.err().lines()).hasSize(1);
    }
}

package dev.cifarlab.app.figures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cifarlab.app.evaluation.ConfusionMatrix;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@NeedsDrawing
class AnswerFiguresTest {

    private static BufferedImage confusion(int classes) {
        List<String> names =
                IntStream.range(0, classes).mapToObj(k -> "class " + k).toList();
        return AnswerFigures.confusion("Confusion", new ConfusionMatrix(names, new int[classes][classes]));
    }

    /** For a hundred as large cells as for ten would be 8,400 x 4,400 pixels. */
    @Test
    void theMatrixOfManyClassesHasSmallCells() {
        BufferedImage ten = confusion(10);
        BufferedImage hundred = confusion(100);
        assertThat(hundred.getWidth()).isBetween(4_400, 5_000);
        assertThat(hundred.getHeight()).isBetween(2_600, 3_000);
        assertThat(ten.getWidth()).isBetween(840, 1_100);
    }
}

package dev.cifarlab.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cifarlab.app.runs.EpochMetrics;
import dev.cifarlab.app.runs.RunScores;
import dev.cifarlab.app.search.Combination;
import dev.cifarlab.app.search.Rank;
import dev.cifarlab.app.search.Ranking;
import dev.cifarlab.app.settings.Activation;
import dev.cifarlab.app.settings.Initialization;
import dev.cifarlab.app.settings.TrainConfig;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Comments say what the numbers say. */
class CommentsTest {

    private static EpochMetrics epoch(int epoch, double trainLoss, double trainAccuracy, double loss, double accuracy) {
        return new EpochMetrics(epoch, trainLoss, trainAccuracy, loss, accuracy, 0.001, 10, 100);
    }

    private static RunScores run(EpochMetrics... rows) {
        EpochMetrics best = rows[0];
        for (EpochMetrics row : rows) {
            best = row.validationAccuracy() > best.validationAccuracy() ? row : best;
        }
        return new RunScores(TrainConfig.defaults(), "d", 11, List.of(rows), best);
    }

    private static String text(List<String> sentences) {
        return String.join(" ", sentences);
    }

    @Test
    void overfittingIsNamedWithTheEpochWhereItBegins() {
        String text = text(CurvesComment.of(
                run(epoch(1, 2, 0.3, 1.6, 0.4), epoch(2, 1.5, 0.5, 1.2, 0.55), epoch(3, 0.5, 0.9, 1.9, 0.6))));
        assertThat(text)
                .contains("The best epoch by validation accuracy is 3 of 3", "60.00 %")
                .contains("Validation loss is lowest after epoch 2 (1.2000) and ends at 1.9000")
                .contains("overfits", "30.00 points above", "changes by 10.00 points");
    }

    @Test
    void aTrainingThatIsNotOverIsNamed() {
        String text = text(CurvesComment.of(run(epoch(1, 2, 0.3, 1.6, 0.4), epoch(2, 1.5, 0.3, 1.2, 0.55))));
        assertThat(text)
                .contains("more epochs could still help", "25.00 points below")
                .doesNotContain("overfits");
    }

    private static Rank rank(Activation activation, Initialization init, int seeds, double accuracy, double std) {
        return new Rank(new Combination(activation, init), seeds, 0, 0, accuracy, std, 1.25, List.of(1), 3);
    }

    private static String grid(int seeds, double gap, double std) {
        return text(GridComment.of(new Ranking(List.of(
                rank(Activation.RELU, Initialization.HE_NORMAL, seeds, 0.7, std),
                rank(Activation.TANH, Initialization.HE_NORMAL, seeds, 0.7 - gap, std),
                rank(Activation.TANH, Initialization.GLOROT_UNIFORM, seeds, 0.6, std)))));
    }

    @Test
    void aGapIsHeldAgainstTheSpreadOverSeeds() {
        assertThat(grid(3, 0.02, 0.01))
                .contains("ReLU, He normal has the highest validation accuracy, 70.00 ± 1.00 %", "loss of 1.2500")
                .contains("2.00 points ahead of the next, tanh, He normal")
                .contains("the gap is larger than the spread")
                .contains("best and worst are 8.00 points apart (He normal and Glorot uniform)")
                .contains("ReLU is on average 6.00 points above tanh");
        assertThat(grid(3, 0.02, 0.03)).contains("the gap is not larger than the spread", "may be chance");
        assertThat(grid(1, 0.02, Double.NaN)).contains("With one seed each, the spread over seeds is not known");
    }

    @Test
    void theErrorOfASmallValidationSetIsNamed() {
        assertThat(text(GridComment.chance(0.5, 2500))).contains("2,500 validation images", "error of 1.00 points");
        assertThat(GridComment.chance(0.5, 0)).isEmpty();
    }

    @Test
    void aCombinationThatIsHigherWithFewerSeedsIsNotCalledTheBest() {
        Combination lucky = new Combination(Activation.TANH, Initialization.HE_NORMAL);
        List<Rank> ranks = List.of(
                rank(Activation.RELU, Initialization.GLOROT_NORMAL, 3, 0.5, 0.01),
                new Rank(lucky, 1, 2, 0, 0.9, Double.NaN, 1, List.of(1), 3));
        assertThat(text(GridComment.of(new Ranking(ranks))))
                .contains("ReLU, Glorot normal comes first with a validation accuracy of 50.00")
                .contains("others are higher in the mean over fewer seeds")
                .contains("It is 40.00 points behind the next, tanh, He normal.")
                .doesNotContain("highest");
    }

    @Test
    void failedTrainingsAreCounted() {
        Rank failed = new Rank(
                new Combination(Activation.TANH, Initialization.HE_NORMAL),
                0,
                2,
                0,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                List.of(),
                Double.NaN);
        assertThat(text(GridComment.of(new Ranking(List.of(failed)))))
                .isEqualTo("Trainings that failed, their loss being NaN or infinite: tanh, He normal (2).");
    }

    @Test
    void theBetterNetworkIsNamedAndASurpriseIsCalledOne() {
        Contender good =
                new Contender("ResNet-18", List.of(run(epoch(1, 1, 0.9, 1, 0.7)), run(epoch(1, 1, 0.9, 1, 0.72))));
        Contender bad = new Contender("MLP", List.of(run(epoch(1, 1, 0.6, 1, 0.5)), run(epoch(1, 1, 0.6, 1, 0.52))));
        assertThat(text(ComparisonComment.of(good, bad)))
                .contains("The ResNet-18 is better: its validation accuracy is 20.00 points above the MLP's")
                .contains("larger than the standard deviation over seeds (1.41 points)")
                .contains("The MLP is behind on its own training images as well")
                .doesNotContain("against what is known");
        Contender cnn = new Contender("ResNet-18", bad.runs());
        Contender mlp = new Contender("MLP", good.runs());
        assertThat(text(ComparisonComment.of(cnn, mlp))).contains("The MLP is better", "against what is known");
    }

    @Test
    void oneSeedSaysNothingOfItsSpread() {
        Contender one = new Contender("ResNet-18", List.of(run(epoch(1, 1, 0.9, 1, 0.7))));
        Contender two = new Contender("MLP", List.of(run(epoch(1, 1, 0.6, 1, 0.5)), run(epoch(1, 1, 0.6, 1, 0.52))));
        assertThat(text(ComparisonComment.of(one, two)))
                .contains("over seeds (1.41 points, of the MLP: the other has one seed).");
        Contender single = new Contender("MLP", two.runs().subList(0, 1));
        assertThat(text(ComparisonComment.of(one, single))).contains("With one seed each");
    }

    @Test
    void classesWithTheLargestAndTheSmallestLeadAreNamed() {
        assertThat(ComparisonComment.classes(
                        "ResNet-18", List.of("cat", "dog", "ship"), List.of(0.5, 0.9, 0.8), List.of(0.6, 0.2, 0.7)))
                .singleElement()
                .asString()
                .contains(
                        "largest for ‘dog’ (90.00 % against 20.00 %)", "smallest for ‘cat’ (50.00 % against 60.00 %)");
        assertThat(ComparisonComment.classes("ResNet-18", List.of("cat"), List.of(), List.of(1.0)))
                .isEmpty();
    }

    private static Numbers filters(double deviation, double nearZero, double smoothness) {
        return new Numbers(Map.of(
                "least",
                -0.5,
                "largest",
                0.5,
                "deviation",
                deviation,
                "near_zero",
                nearZero,
                "smoothness",
                smoothness));
    }

    private static final FiltersComment.Window COLOUR = new FiltersComment.Window(3, 7);
    private static final FiltersComment.Window GREY = new FiltersComment.Window(1, 3);
    private static final FiltersComment.Window LAST = new FiltersComment.Window(512, 3);

    @Test
    void filtersAreComparedByTheirNumbers() {
        assertThat(text(FiltersComment.of(filters(0.2, 0.08, 0.4), filters(0.05, 0.2, 0.1), COLOUR, LAST)))
                .contains(
                        "the first's spread is 4.0 times the last's. A filter of the first sums over 3 x 49 weights,"
                                + " one of the last over 512 x 9, so that each of the latter has to count for less.",
                        "most of the last layer's weights hardly matter")
                .contains("Neighbouring weights of the first layer are more alike");
        assertThat(text(FiltersComment.of(filters(0.2, 0.08, 0.01), filters(0.05, 0.08, 0.5), COLOUR, LAST)))
                .contains("the last layer whose neighbouring weights are more alike", "where in the 3x3 window");
        assertThat(text(FiltersComment.of(filters(0.2, 0.08, 0.01), filters(0.05, 0.08, 0.5), LAST, GREY)))
                .contains("512 x 9 weights, one of the last over 1 x 9. Within");
        assertThat(text(FiltersComment.of(filters(0.2, 0.08, 0.01), filters(0.05, 0.08, 0.02), GREY, LAST)))
                .contains("The two hardly differ", "close to what the random weights at the start have");
    }

    @Test
    void placesInAnImageHaveWords() {
        assertThat(MapsComment.place(0.5, 0.5)).isEqualTo("in the middle of");
        assertThat(MapsComment.place(0.1, 0.9)).isEqualTo("in the upper right part of");
        assertThat(MapsComment.place(0.9, 0.5)).isEqualTo("in the lower part of");
    }

    @Test
    void numbersAreWrittenForPeople() {
        assertThat(Words.time(59.94)).isEqualTo("59.9 s");
        assertThat(Words.time(120)).isEqualTo("2.0 min");
        assertThat(Words.time(5400)).isEqualTo("1.5 h");
        assertThat(Words.list(List.of("a", "b", "c"))).isEqualTo("a, b and c");
        assertThat(Words.percent(Double.NaN)).isEqualTo("–");
    }
}

package dev.cifarlab.app.cli;

import dev.cifarlab.app.data.DataSets;
import dev.cifarlab.app.search.Cell;
import dev.cifarlab.app.search.SearchFolder;
import dev.cifarlab.app.search.SharedData;
import dev.cifarlab.app.search.StudyFolder;
import dev.cifarlab.app.settings.TrainConfig;
import dev.cifarlab.app.training.Speed;

/** How long what is left of a study will take, from a short measurement on this machine. */
final class StudyEstimate {

    private final StudyFolder study;
    private final SharedData data;
    private final Console console;

    StudyEstimate(StudyFolder study, SharedData data, Console console) {
        this.study = study;
        this.data = data;
        this.console = console;
    }

    void print() {
        double seconds = left(study.search()) + left(study.mlp());
        if (seconds > 0) {
            console.line(
                    "estimate:    %s of training and validation are left on this machine", TimeLeft.words(seconds));
        }
    }

    private double left(SearchFolder folder) {
        int epochs = epochsLeft(folder);
        if (epochs == 0) {
            return 0;
        }
        TrainConfig config = folder.config().base();
        DataSets images = data.of(config);
        Speed speed = Speed.measure(config, images);
        double seconds = epochs * speed.epoch(images);
        console.line(
                "estimate:    %s: %.1f images/s in training, %.1f in validation; %d epochs left, %s",
                config.model().label(), 1 / speed.training(), 1 / speed.validation(), epochs, TimeLeft.words(seconds));
        return seconds;
    }

    private static int epochsLeft(SearchFolder folder) {
        return folder.config().grid().cells().stream()
                .map((Cell cell) -> folder.cell(cell))
                .filter(place -> place.result().isEmpty())
                .mapToInt(place -> folder.config().base().epochs() - place.epochs())
                .sum();
    }
}

package dev.cifarlab.app.report;

import dev.cifarlab.app.data.ImageSet;
import dev.cifarlab.app.evaluation.Evaluation;
import dev.cifarlab.app.runs.CsvFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A network's answers as a table, a row an image. */
public final class AnswersFile {

    private AnswersFile() {}

    /** Writes file or index, true class, answer, and the probability of each class, in the set's order. */
    public static void write(Evaluation evaluation, ImageSet images, Path file) {
        List<String> classes = images.classNames();
        List<String> header = new ArrayList<>(List.of("file", "class", "answer"));
        classes.forEach(name -> header.add("p_" + name)); // a class may be called "file"
        new CsvFile(file, header).write(evaluation.answers(), answer -> {
            List<String> row = new ArrayList<>(List.of(
                    images.name(answer.index()), classes.get(answer.label()), classes.get(answer.prediction())));
            Arrays.stream(answer.probabilities())
                    .mapToObj(p -> Words.format("%.6f", p))
                    .forEach(row::add);
            return row;
        });
    }
}

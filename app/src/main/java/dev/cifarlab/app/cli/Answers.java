package dev.cifarlab.app.cli;

import dev.cifarlab.app.lab.TrainedNetwork;
import dev.cifarlab.app.settings.TestTimeAugmentation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;

/** What a network makes of pictures, for people or for programs. */
interface Answers {

    /** Before the first; each picture has so many classes. */
    default void begin(TrainedNetwork trained, TestTimeAugmentation augmentation, int count) {}

    /** A picture's likeliest classes. */
    void add(Path file, List<TrainedNetwork.Prediction> likeliest);

    /** After the last. */
    default void end() {}

    /** A line a picture. */
    record Lines(Console console) implements Answers {

        @Override
        public void begin(TrainedNetwork trained, TestTimeAugmentation augmentation, int count) {
            if (augmentation != TestTimeAugmentation.NONE) {
                console.line("with --tta %s:", augmentation.label());
            }
        }

        @Override
        public void add(Path file, List<TrainedNetwork.Prediction> likeliest) {
            String classes = likeliest.stream()
                    .map(p -> String.format(Locale.ROOT, "%s %.1f %%", p.className(), 100 * p.probability()))
                    .collect(Collectors.joining(", "));
            console.line("%s: %s", file, classes);
        }
    }

    /** RFC 4180: a header, and a row a picture. */
    record Csv(Console console) implements Answers {

        @Override
        public void begin(TrainedNetwork trained, TestTimeAugmentation augmentation, int count) {
            List<Object> header = new ArrayList<>(List.of("file"));
            for (int k = 1; k <= count; k++) {
                header.add("class_" + k);
                header.add("probability_" + k);
            }
            print(header);
        }

        @Override
        public void add(Path file, List<TrainedNetwork.Prediction> likeliest) {
            List<Object> row = new ArrayList<>(List.of(file));
            for (TrainedNetwork.Prediction prediction : likeliest) {
                row.add(prediction.className());
                row.add(String.format(Locale.ROOT, "%.6f", prediction.probability()));
            }
            print(row);
        }

        private void print(List<Object> cells) {
            console.line("%s", CSVFormat.DEFAULT.format(cells.toArray()));
        }
    }

    /** One document when all is known. */
    final class Json implements Answers {

        private final Console console;
        private final Map<String, Object> document = new LinkedHashMap<>();
        private final List<Object> pictures = new ArrayList<>();

        Json(Console console) {
            this.console = console;
        }

        @Override
        public void begin(TrainedNetwork trained, TestTimeAugmentation augmentation, int count) {
            document.put("run", trained.folder().path().toString());
            document.put("epoch", trained.epoch());
            document.put("tta", augmentation.label());
            document.put("pictures", pictures);
        }

        @Override
        public void add(Path file, List<TrainedNetwork.Prediction> likeliest) {
            Map<String, Object> picture = new LinkedHashMap<>();
            picture.put("file", file.toString());
            picture.put("answers", likeliest);
            pictures.add(picture);
        }

        @Override
        public void end() {
            console.answer(document);
        }
    }
}

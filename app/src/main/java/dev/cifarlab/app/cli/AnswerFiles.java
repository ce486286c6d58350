package dev.cifarlab.app.cli;

import dev.cifarlab.app.data.DataSets;
import dev.cifarlab.app.evaluation.Evaluation;
import dev.cifarlab.app.report.AnswersFile;
import dev.cifarlab.app.report.AnswersPage;
import dev.cifarlab.app.settings.UserException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags that keep a network's answers. */
final class AnswerFiles {

    @Option(
            names = "--csv",
            paramLabel = "FILE",
            description = "write a row an image: file, class, answer, probabilities")
    private @Nullable Path csv;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "write a page: scores, confusion matrix, reliability diagram, gallery of mistakes")
    private @Nullable Path html;

    /**
     * Sees that nothing is in the way, before there are answers.
     *
     * @throws UserException where a file exists, or its folder does not
     */
    void check() {
        Stream.of(csv, html).filter(Objects::nonNull).forEach(file -> {
            if (Files.exists(file)) {
                throw UserException.failed("%s exists; give another name or move it away", file);
            }
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null && !Files.isDirectory(folder)) {
                throw UserException.failed("%s: there is no folder %s; make it first", file, folder);
            }
        });
    }

    /**
     * Writes what is asked for.
     *
     * @param place of the network
     * @param epoch whose weights they are, or null
     */
    void write(Path place, @Nullable Integer epoch, DataSets data, Evaluation evaluation, Console console) {
        if (csv != null) {
            AnswersFile.write(evaluation, data.validation(), csv);
            console.line("answers in %s", csv);
        }
        if (html != null) {
            List<List<String>> facts = new ArrayList<>();
            facts.add(List.of("network", place.toString()));
            facts.add(List.of("data", data.card().description()));
            if (epoch != null) {
                facts.add(List.of("weights of epoch", epoch.toString()));
            }
            AnswersPage.write("Answers of " + place.getFileName(), facts, evaluation, data.validation(), html);
            console.line("page in %s", html);
        }
    }
}

package dev.cifarlab.app.report;

import dev.cifarlab.app.figures.Fonts;
import dev.cifarlab.app.figures.StudyFigures;
import dev.cifarlab.app.runs.AtomicFiles;
import dev.cifarlab.app.search.StudyFolder;
import dev.cifarlab.app.settings.DataSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The report of a study: one HTML page that needs nothing from elsewhere, and the same as PDF, in the order of the
 * assignment's questions. It reads folders and trains nothing; what is missing is named.
 */
public final class StudyReport {

    private StudyReport() {}

    /** Draws the study's own figures, and writes {@code report.html} and {@code report.pdf}; their paths. */
    public static List<Path> write(StudyFolder study) {
        StudyFigures.draw(study);
        StudyFacts facts = StudyFacts.of(study);
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("title", facts.cnn().title() + " and " + facts.mlp().title() + ": a study");
        values.put("notes", notes(facts));
        values.put("summary", summary(facts));
        values.put("sections", sections(facts));
        Path html = study.file("report.html");
        Path pdf = study.file("report.pdf");
        AtomicFiles.write(html, page(values, "screen"));
        Pdf.write(page(values, "print"), pdf);
        return List.of(html, pdf);
    }

    private static String page(Map<String, Object> values, String medium) {
        values.put("medium", medium);
        return Templates.fill("study.ftlh", values);
    }

    private static List<Section> sections(StudyFacts facts) {
        return List.of(
                NetworkSections.block(facts),
                NetworkSections.network(facts),
                NetworkSections.training(facts),
                CurvesSection.of(facts),
                FiltersSection.of(facts),
                MapsSection.of(facts),
                GridSection.of(facts),
                ComparisonSection.of(facts));
    }

    /** What a reader must know before any number. */
    private static List<String> notes(StudyFacts facts) {
        List<String> notes = new ArrayList<>();
        if (facts.synthetic()) {
            notes.add(
                    "Synthetic data: the images are shapes and textures drawn by the program, not CIFAR-10. The numbers"
                            + " say nothing about CIFAR-10.");
        } else if (facts.base().data() != DataSource.CIFAR10) {
            notes.add("The images are not CIFAR-10's: " + facts.base().data().title() + ".");
        }
        if (facts.reduced()) {
            notes.add(
                    "Reduced: the assignment asks for 50,000 training images, 10,000 validation images and 25 epochs.");
        }
        notes.add(facts.dataNote());
        if (!Fonts.trouble().isEmpty()) {
            notes.add(
                    "Java could not draw where this was written: pictures that were not there are left out, and named;"
                            + " those that are shown were drawn earlier.");
        }
        if (facts.config().grid().seeds().size() == 1) {
            notes.add("One seed: how far results spread from seed to seed is not known.");
        }
        return notes;
    }

    private static List<String> summary(StudyFacts facts) {
        List<String> sentences = new ArrayList<>(
                GridComment.of(facts.ranking()).stream().limit(2).toList());
        sentences.addAll(ComparisonSection.outcome(facts));
        return sentences.isEmpty() ? List.of("No training is finished yet. " + facts.howToGoOn()) : sentences;
    }
}

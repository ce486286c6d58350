package dev.cifarlab.app.report;

import java.util.List;
import java.util.Map;

/**
 * A part of a section; its components are the template's names.
 *
 * @param kind {@code paragraph}, {@code comment}, {@code missing}, {@code figure} or {@code table}
 * @param text the text, or the caption of a figure or table
 * @param pictures a figure's pictures, side by side where there is room
 * @param header a table's column titles
 * @param rows a table's rows, the first cell of each being its title
 * @param note what stands under a table
 */
public record Block(
        String kind, String text, List<Picture> pictures, List<String> header, List<List<String>> rows, String note) {

    private static Block ofText(String kind, String text) {
        return new Block(kind, text, List.of(), List.of(), List.of(), "");
    }

    static Block paragraph(String text) {
        return ofText("paragraph", text);
    }

    /** A remark that was computed from measured numbers. */
    static Block comment(List<String> sentences) {
        return ofText("comment", String.join(" ", sentences));
    }

    /** Says what is not there, and how to get it. */
    static Block missing(String text) {
        return ofText("missing", text);
    }

    static Block figure(String caption, List<Picture> pictures) {
        return new Block("figure", caption, pictures, List.of(), List.of(), "");
    }

    static Block table(String caption, List<String> header, List<List<String>> rows, String note) {
        return new Block("table", caption, List.of(), header, rows, note);
    }

    /** Rows of two columns: what something is called, and what it is. */
    static List<List<String>> pairs(Map<String, ?> entries) {
        return entries.entrySet().stream()
                .map(entry -> List.of(entry.getKey(), String.valueOf(entry.getValue())))
                .toList();
    }

    /** A run's figure, or the remark that it is missing. */
    static Block runFigure(StudyFacts facts, StudyFacts.Run run, String file) {
        return run.figures()
                .caption(file)
                .map(caption -> run.title() + ": " + caption)
                .map(caption -> figure(caption, List.of(Picture.of(run.figures().file(file), caption))))
                .orElseGet(() -> missing("Missing: the figure " + file + " of the " + run.title() + "; "
                        + facts.howToGet(run, "draw it")));
    }
}

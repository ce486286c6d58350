package dev.cifarlab.app.report;

import dev.cifarlab.app.figures.AnswerFigures;
import dev.cifarlab.app.figures.FigureFolder;
import dev.cifarlab.app.figures.FilterFigures;
import dev.cifarlab.app.runs.RunFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A run's pictures: small ones are within its own page, all others are beside the page, which so stays small. */
final class RunPictures {

    private static final int MOST_BYTES = 52_000;

    private RunPictures() {}

    /** First filters and mistakes of the last epoch; of figures that were drawn, class activation maps and mistakes. */
    static List<Block> of(RunFolder run) {
        return of(run, run.path());
    }

    /** The same for a page in a folder above. */
    static List<Block> of(RunFolder run, Path page) {
        Map<Path, String> captions = new LinkedHashMap<>();
        captions.put(run.file(FilterFigures.FILE), "Filters of the first convolution after the last epoch so far.");
        FigureFolder figures = FigureFolder.of(run);
        captions.put(
                run.file(AnswerFigures.MISTAKES),
                "Validation images got wrong with most confidence after the last epoch so far: true class, and the"
                        + " answer with its probability.");
        for (String name : List.of("class-activation.png", AnswerFigures.MISTAKES)) {
            figures.caption(name).ifPresent(caption -> {
                captions.remove(run.file(name)); // those of the best epoch are there
                captions.put(figures.file(name), caption);
            });
        }
        List<Block> blocks = new ArrayList<>();
        captions.forEach((file, caption) -> {
            if (Files.isRegularFile(file)) {
                blocks.add(figure(file, caption, page, page.equals(run.path())));
            }
        });
        return blocks;
    }

    /** A picture with what it shows, within the page if that is asked for and it is small. */
    static Block figure(Path file, String caption, Path page, boolean within) {
        Picture picture = Picture.of(file, caption);
        String place = page.relativize(file).toString().replace('\\', '/');
        try {
            return Block.figure(
                    caption,
                    List.of(
                            within && Files.size(file) <= MOST_BYTES
                                    ? picture
                                    : new Picture(place, caption, picture.width(), picture.height())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.cifarlab.app.report;

import dev.cifarlab.app.data.DataCard;
import dev.cifarlab.app.report.Overview.Row;
import dev.cifarlab.app.runs.EpochMetrics;
import dev.cifarlab.app.runs.RunFolder;
import dev.cifarlab.app.runs.RunState.Phase;
import dev.cifarlab.app.settings.Reason;
import dev.cifarlab.app.settings.Setting;
import dev.cifarlab.app.settings.TrainConfig;
import dev.cifarlab.app.settings.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The page of a folder of runs, a search or a study, {@code index.html}, from what it holds; see {@link LivePage}. */
public final class OverviewPage {

    /** The page's own name. */
    public static final String FILE = "index.html";

    /** What is drawn of the data, for whom it is new. */
    public static final String IMAGES = "images.png";

    private static final int POINTS = 2500;

    /** So many runs show their pictures. */
    private static final int FEW = 3;

    private static final Set<String> OWN_COLUMN =
            Set.of(Setting.MODEL.key(), Setting.DATA.key(), Setting.EPOCHS.key(), Setting.DATA_DIR.key());

    private OverviewPage() {}

    /** Writes the pages of the folders around a run that have one: searches, studies, folders that are called runs. */
    public static void writeAround(RunFolder run) {
        Path folder = run.path().getParent();
        for (int up = 0; up < 4 && folder != null; up++, folder = folder.getParent()) {
            if (hasPage(folder)) {
                write(folder);
            }
        }
    }

    private static boolean hasPage(Path folder) {
        Path page = folder.resolve(FILE);
        try {
            return Overview.isSearch(folder)
                    || Overview.isStudy(folder)
                    || (Files.isRegularFile(page) && isOurs(page))
                    || (folder.endsWith("runs") && !Files.exists(page));
        } catch (IOException e) {
            throw UserException.failed(e, "%s: cannot be read (%s)", page, Reason.of(e));
        }
    }

    private static boolean isOurs(Path page) throws IOException {
        return Files.readString(page).contains("<meta name=\"generator\" content=\"cifar-lab\">");
    }

    /**
     * Writes the page of a folder.
     *
     * @throws UserException when it cannot be read or written
     */
    public static void write(Path folder) {
        Overview overview = Overview.of(folder);
        List<Row> rows = overview.rows();
        boolean search = Overview.isSearch(folder) || Overview.isStudy(folder);
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("title", String.valueOf(folder.toAbsolutePath().normalize().getFileName()));
        values.put("state", rows.size() + (search ? " cells" : rows.size() == 1 ? " run" : " runs"));
        values.put("why", "");
        values.put("line", overview.counts());
        values.put("share", search ? Words.format("%.4f", overview.share()) : "");
        values.put("commands", commands(overview, search));
        values.put("listed", true);
        values.put("listTitle", search ? "Cells" : "Runs");
        values.put("rows", rows.stream().map(row -> row(folder, row)).toList());
        values.put("more", overview.more() == 0 ? "" : "The " + overview.more() + " oldest are left out.");
        values.put("sections", sections(overview));
        int most = Math.max(3, POINTS / Math.max(1, rows.size()));
        List<LivePage.Curve> curves = rows.stream()
                .map(row -> new LivePage.Curve(
                        name(folder, row),
                        href(folder, row),
                        row.state().phase().label(),
                        row.written(),
                        points(row, most)))
                .toList();
        LivePage.write(folder, values, curves, true, overview.live());
    }

    private static List<List<@Nullable Number>> points(Row row, int most) {
        return LivePage.thinned(row.epochs(), most).stream().map(LivePage::row).toList();
    }

    private static String name(Path folder, Row row) {
        Path path = folder.relativize(row.run().path());
        return path.toString().isEmpty() ? row.run().name() : path.toString().replace('\\', '/');
    }

    private static String href(Path folder, Row row) {
        return folder.relativize(row.run().path()).toString().replace('\\', '/') + "/";
    }

    private static Map<String, Object> row(Path folder, Row row) {
        TrainConfig config = row.config();
        double minutes =
                row.epochs().stream().mapToDouble(EpochMetrics::epochSeconds).sum() / 60;
        String best = EpochMetrics.best(row.epochs())
                .map(epoch -> Words.format("%.2f", 100 * epoch.validationAccuracy()))
                .orElse("–");
        Map<String, Object> usual = TrainConfig.defaults().entries();
        String settings = config.entries().entrySet().stream()
                .filter(entry -> !OWN_COLUMN.contains(entry.getKey()))
                .filter(entry -> !String.valueOf(entry.getValue()).equals(String.valueOf(usual.get(entry.getKey()))))
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(", "));
        return Map.of(
                "name", name(folder, row),
                "href", href(folder, row),
                "state", row.state().phase().label(),
                "why", row.state().why(),
                "settings", settings,
                "cells",
                        List.of(
                                config.model().label(),
                                config.data().label(),
                                row.epochs().size() + "/" + config.epochs(),
                                best,
                                Words.format("%.1f", minutes)));
    }

    /** How to go on; where there are few runs, what their networks can be asked. */
    private static List<List<String>> commands(Overview overview, boolean search) {
        List<List<String>> commands = new ArrayList<>();
        if (search && overview.live()) {
            commands.add(List.of("After an interruption, go on with", Overview.resume(overview.folder())));
        }
        overview.rows().stream()
                .filter(row -> overview.rows().size() <= FEW && row.state().phase() == Phase.ENDED)
                .findFirst()
                .ifPresent(row -> commands.addAll(List.of(
                        List.of(
                                "Next, ask a network about a picture",
                                "./cifar-lab predict " + row.run().path() + " picture.jpg"),
                        List.of(
                                "See all of its answers",
                                "./cifar-lab evaluate " + row.run().path() + " --html answers.html"),
                        List.of("Train on real images", "./cifar-lab train --data cifar10 --download"))));
        return commands;
    }

    private static List<RunPart> sections(Overview overview) {
        List<Row> rows = overview.rows().size() <= FEW ? overview.rows() : List.of();
        List<RunPart> parts = new ArrayList<>();
        Path images = overview.folder().resolve(IMAGES);
        String caption = rows.stream()
                .flatMap(row -> DataCard.read(row.run()).stream())
                .findFirst()
                .map(card -> "The first training images of each class. Data: " + card.description())
                .orElse("The first training images of each class.");
        parts.add(new RunPart(
                "What the networks see",
                false,
                Files.isRegularFile(images)
                        ? List.of(RunPictures.figure(images, caption, overview.folder(), false))
                        : List.of()));
        for (Row row : rows) {
            parts.add(new RunPart(name(overview.folder(), row), false, RunPictures.of(row.run(), overview.folder())));
        }
        return parts;
    }
}

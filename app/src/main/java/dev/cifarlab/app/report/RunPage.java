package dev.cifarlab.app.report;

import dev.cifarlab.app.data.DataCard;
import dev.cifarlab.app.runs.EpochMetrics;
import dev.cifarlab.app.runs.RunFolder;
import dev.cifarlab.app.runs.RunState;
import dev.cifarlab.app.runs.RunState.Phase;
import dev.cifarlab.app.runs.Starts;
import dev.cifarlab.app.settings.TrainConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A run's page, {@code index.html} of its folder, from what is in the folder; see {@link LivePage}. */
public final class RunPage {

    /** Epochs in the table and points of a curve, so that a page stays small. */
    private static final int ROWS = 300;

    private static final int POINTS = 1200;

    private final RunFolder run;
    private final TrainConfig config;
    private final RunState state;
    private final List<EpochMetrics> epochs;
    private final @Nullable Moment now;

    private RunPage(RunFolder run, @Nullable Moment now) {
        this.run = run;
        this.config = run.config();
        this.state = RunState.of(run);
        this.epochs = run.metrics().read();
        this.now = now;
    }

    /**
     * Writes the page.
     *
     * @param now where the training is; null where none runs, and before its first batch
     */
    public static void write(RunFolder run, @Nullable Moment now) {
        RunPage page = new RunPage(run, now);
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("title", run.name());
        values.put("state", page.state.phase().label());
        values.put("why", page.state.why());
        values.put("line", page.line());
        values.put("share", Words.format("%.4f", Math.min(1, page.done() / page.config.epochs())));
        values.put("commands", page.commands());
        values.put("listed", false);
        values.put("sections", page.sections());
        LivePage.Curve curve =
                new LivePage.Curve(run.name(), "", page.state.phase().label(), System.currentTimeMillis(), page.rows());
        LivePage.write(run.path(), values, List.of(curve), false, page.state.phase() == Phase.RUNNING);
    }

    private double done() {
        return now == null ? epochs.size() : now.epochs();
    }

    private String line() {
        String network = config.model().label() + " on " + config.data().label() + ", seed " + config.seed() + "; ";
        return network
                + (now == null
                        ? Words.format("%d of %d epochs are done", epochs.size(), config.epochs())
                        : now.words(config.epochs()))
                + EpochMetrics.best(epochs)
                        .map(best -> Words.format(
                                "; best validation accuracy %s after epoch %d",
                                Words.percent(best.validationAccuracy()), best.epoch()))
                        .orElse("");
    }

    private List<List<@Nullable Number>> rows() {
        List<List<@Nullable Number>> rows = LivePage.thinned(epochs, POINTS).stream()
                .map(LivePage::row)
                .collect(Collectors.toCollection(ArrayList::new));
        if (now != null && !now.validates() && Double.isFinite(now.loss())) {
            rows.add(Arrays.<@Nullable Number>asList(
                    LivePage.rounded(now.epochs()),
                    LivePage.rounded(now.loss()),
                    LivePage.rounded(100 * now.accuracy()),
                    null,
                    null,
                    null,
                    LivePage.rounded(now.imagesPerSecond())));
        }
        return rows;
    }

    private List<List<String>> commands() {
        return state.phase() == Phase.ENDED
                ? List.of(
                        List.of("Ask it about a picture", "./cifar-lab predict " + run.path() + " picture.jpg"),
                        List.of("Draw filters, maps and mistakes", "./cifar-lab figures " + run.path()))
                : List.of(List.of(
                        state.phase() == Phase.RUNNING ? "After an interruption, go on with" : "Go on with",
                        Overview.resume(run)));
    }

    private List<RunPart> sections() {
        return List.of(
                new RunPart("Pictures", false, RunPictures.of(run)),
                new RunPart("Epochs", false, epochs.isEmpty() ? List.of() : List.of(table())),
                new RunPart("Settings", false, settings()),
                new RunPart(
                        "Environment",
                        true,
                        pairs("The last start", Starts.of(run).lastFacts())),
                new RunPart("Data", true, pairs("What the run keeps of its data", card())));
    }

    private Block table() {
        int best = EpochMetrics.best(epochs).map(EpochMetrics::epoch).orElse(0);
        List<List<String>> rows = new ArrayList<>();
        for (int k = epochs.size() - 1; k >= Math.max(0, epochs.size() - ROWS); k--) {
            EpochMetrics row = epochs.get(k);
            rows.add(List.of(
                    row.epoch() + (row.epoch() == best ? " (best)" : ""),
                    Words.loss(row.trainLoss()),
                    Words.percent(row.trainAccuracy()),
                    Words.loss(row.validationLoss()),
                    Words.percent(row.validationAccuracy()),
                    Words.format("%.3g", row.learningRate()),
                    Words.time(row.epochSeconds()),
                    Words.format("%.1f", row.imagesPerSecond())));
        }
        return Block.table(
                "The newest first",
                List.of(
                        "epoch",
                        "training loss",
                        "training accuracy",
                        "validation loss",
                        "validation accuracy",
                        "learning rate",
                        "time of training",
                        "images/s"),
                rows,
                epochs.size() > ROWS ? "The last " + ROWS + " of " + epochs.size() + "; metrics.csv has all." : "");
    }

    private List<Block> settings() {
        Map<String, Object> usual = TrainConfig.defaults().entries();
        List<List<String>> changed = new ArrayList<>();
        List<List<String>> same = new ArrayList<>();
        config.entries().forEach((key, value) -> {
            String text = String.valueOf(value);
            String other = usual.containsKey(key) ? String.valueOf(usual.get(key)) : "none";
            (text.equals(other) ? same : changed).add(List.of(key, text, other));
        });
        List<List<String>> all = new ArrayList<>(changed);
        all.addAll(same);
        String caption = "Those that differ from the defaults come first: " + changed.size();
        return List.of(Block.table(caption, List.of("setting", "value", "default"), all, ""));
    }

    private Map<String, String> card() {
        Map<String, String> facts = new LinkedHashMap<>();
        DataCard.read(run).ifPresent(card -> {
            facts.put("description", card.description());
            facts.put("classes", card.classes().size() + ": " + Words.list(LivePage.thinned(card.classes(), 100)));
            facts.put("images", Words.format("%d channels, %d x %d", card.channels(), card.height(), card.width()));
            facts.put("training images", Words.count(card.trainingImages()));
            facts.put("validation images", Words.count(card.validationImages()));
            facts.put("means that are subtracted", String.valueOf(card.means()));
            facts.put("divided by", String.valueOf(card.deviations()));
            facts.put("training digest", card.trainingDigest());
            facts.put("validation digest", card.validationDigest());
        });
        return facts;
    }

    private static List<Block> pairs(String caption, Map<String, ?> entries) {
        return entries.isEmpty()
                ? List.of()
                : List.of(Block.table(caption, List.of("what", "value"), Block.pairs(entries), ""));
    }
}

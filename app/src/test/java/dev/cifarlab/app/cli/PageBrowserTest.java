package dev.cifarlab.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cifarlab.app.figures.FilterFigures;
import dev.cifarlab.app.figures.PlainPicture;
import dev.cifarlab.app.report.OverviewPage;
import dev.cifarlab.app.report.RunPage;
import dev.cifarlab.app.runs.EpochMetrics;
import dev.cifarlab.app.runs.RunFolder;
import dev.cifarlab.app.runs.RunState;
import dev.cifarlab.app.runs.RunState.Phase;
import dev.cifarlab.app.settings.Setting;
import dev.cifarlab.app.settings.TrainConfig;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pages of runs as Chromium shows them; skipped where there is none. */
class PageBrowserTest {

    private static final String EPOCH =
            "parseInt(document.querySelector('.state').textContent.match(/epoch (\\d+)/)?.[1] ?? 0)";

    @TempDir
    private static Path folder;

    private static Path runs;
    private static Browser browser;
    private static String axe;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(
                Browser.find().isPresent(),
                "no Chromium found (looked at CHROMIUM and the path): pages of runs are not opened in a browser");
        browser = Browser.start(Browser.find().orElseThrow(), folder.resolve("profile"));
        try (InputStream in = Objects.requireNonNull(
                PageBrowserTest.class.getResourceAsStream("/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js"))) {
            axe = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        runs = folder.resolve("runs");
        for (Phase phase : new Phase[] {Phase.RUNNING, Phase.ENDED, Phase.FAILED}) {
            RunFolder run = RunFolder.create(
                    runs.resolve(phase.label()),
                    TrainConfig.defaults().with(Setting.SEED, phase == Phase.RUNNING ? 1L : 2L));
            for (int epoch = 1; epoch <= 5; epoch++) {
                run.metrics().append(new EpochMetrics(epoch, 1.5, 0.4, 1.6 - 0.1 * epoch, 0.5, 0.001, 2.5, 100));
            }
            PlainPicture.write(new byte[3 * 32 * 32], 32, run.file(FilterFigures.FILE));
            new RunState(phase, phase == Phase.FAILED ? "the loss became NaN" : "").write(run);
            RunPage.write(run, null);
        }
        PlainPicture.write(new byte[3 * 32 * 32], 32, runs.resolve(OverviewPage.IMAGES));
        OverviewPage.write(runs);
    }

    @AfterAll
    static void stop() throws Exception {
        if (browser != null) {
            browser.close();
        }
    }

    @ParameterizedTest(name = "{0}, {1} pixels, dark {2}")
    @CsvSource({
        "ended/index.html,1280,false",
        "ended/index.html,380,true",
        "failed/index.html,1280,true",
        "failed/index.html,380,false",
        "running/index.html,1280,false",
        "running/index.html,380,true",
        "index.html,1280,true",
        "index.html,380,false"
    })
    void isForEverybodyAndWholeAtEverySize(String page, int width, boolean dark) throws Exception {
        check(runs.resolve(page), width, dark);
    }

    @Test
    void aStudysPageShowsItsCells() throws Exception {
        Path page = SmallStudy.get().folder().resolve("index.html");
        check(page, 1280, false);
        check(page.resolveSibling("search").resolve("index.html"), 380, true);
        assertThat(browser.evaluate("[...document.querySelectorAll('.of-state')].every(c => c.textContent === 'ended')")
                        .asBoolean())
                .isTrue();
    }

    private static void check(Path page, int width, boolean dark) throws Exception {
        browser.open(page, width, 900, width < 600, dark);
        assertThat(browser.requests()).isNotEmpty().allMatch(url -> url.startsWith("file:"));
        assertThat(Files.size(page)).isLessThan(400_000);
        assertThat(browser.evaluate("document.querySelectorAll('.chart canvas').length")
                        .asInt())
                .isEqualTo(4);
        assertThat(browser.evaluate("[...document.images].every(i => i.complete && i.naturalWidth > 0)")
                        .asBoolean())
                .as("pictures that load")
                .isTrue();
        assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt())
                .as("width of the page")
                .isLessThanOrEqualTo(width);
        assertThat(browser.evaluate("parseInt(getComputedStyle(document.body).backgroundColor.match(/\\d+/)[0]) < 60")
                        .asBoolean())
                .as("dark")
                .isEqualTo(dark);
        browser.evaluate(axe + "; 0");
        JsonNode violations = browser.evaluate("axe.run().then(found => found.violations.map(v => v.id + ': '"
                + " + v.nodes.map(n => n.html + ' ' + n.failureSummary).join('; ')))");
        assertThat(violations).as("violations").isEmpty();
    }

    @Test
    void curvesAreReadAndToggledByKeyboard() throws Exception {
        browser.open(runs.resolve("ended/index.html"), 1280, 900, false, false);
        String read = "document.querySelector('.panel output').textContent";
        assertThat(browser.evaluate(read).asText()).isEqualTo("epoch 5: training 1.5, validation 1.1");
        browser.evaluate("document.querySelector('.chart').focus()");
        browser.press("ArrowLeft");
        assertThat(browser.evaluate(read).asText()).isEqualTo("epoch 4: training 1.5, validation 1.2");
        browser.evaluate("document.querySelector('#legend button').focus()");
        browser.press(" ");
        assertThat(browser.evaluate("document.activeElement.getAttribute('aria-pressed')")
                        .asText())
                .isEqualTo("false");
        assertThat(browser.evaluate(read).asText()).isEqualTo("epoch 4: validation 1.2");
        browser.press("Tab");
        assertThat(browser.evaluate("document.activeElement.textContent").asText())
                .isEqualTo("validation");
    }

    @Test
    void aListIsSortedAndFilteredByKeyboardAndKnowsWhoIsStale() throws Exception {
        browser.open(runs.resolve("index.html"), 1280, 900, false, false);
        String shown = "[...document.querySelectorAll('#runs tbody tr')].filter(r => !r.hidden)"
                + ".map(r => r.cells[1].textContent).join()";
        browser.evaluate("document.querySelector('#sort-0').focus()");
        browser.press("Enter");
        assertThat(browser.evaluate(shown).asText()).isEqualTo("ended,failed,running");
        browser.press("Enter");
        assertThat(browser.evaluate(shown).asText()).isEqualTo("running,failed,ended");
        browser.evaluate("document.querySelector('#filter').value = 'seed=1';"
                + "document.querySelector('#filter').dispatchEvent(new Event('input'))");
        assertThat(browser.evaluate(shown).asText()).isEqualTo("running");
        assertThat(browser.evaluate("document.querySelector('.panel output').textContent")
                        .asText())
                .isEqualTo("epoch 5: running 1.1");
        waitFor("document.querySelector('#runs .of-state').textContent", "running");
        browser.evaluate("{ const now = Date.now; Date.now = () => now() + 3600000; }");
        waitFor("document.querySelector('#runs .of-state').textContent", "stale for 60 min");
    }

    @Test
    void aPageFollowsItsTrainingAndSaysWhenItWasKilled() throws Exception {
        RunFolder run = new RunFolder(folder.resolve("live/a"));
        String words =
                "train --data synthetic --model mlp --epochs 9999 --train-limit 512 --test-limit 64 --serve --out ";
        try (Child child = Child.start(folder.resolve("live.txt"), (words + run.path()).split(" "))) {
            child.waitUntil(() -> Files.exists(run.file("state.js")));
            browser.open(run.file("index.html"), 1280, 900, false, false);
            browser.evaluate("window.mark = 'same'; window.least = 1e9; (function look() {"
                    + "least = Math.min(least, document.querySelector('main').innerText.length);"
                    + "requestAnimationFrame(look); })()");
            waitFor("String(" + EPOCH + " > " + (epoch() + 1) + ")", "true");
            assertThat(text("window.mark")).as("without a reload").isEqualTo("same");
            assertThat(browser.evaluate("window.least").asInt())
                    .as("letters at every moment")
                    .isGreaterThan(300);
            assertThat(text("document.querySelector('.state b').textContent")).isEqualTo("running");
            assertThat(served(Files.readString(folder.resolve("live.txt")))).contains("<b>running</b>");
            child.signal("KILL");
        }
        assertThat(browser.evaluate("document.querySelector('#stale').hidden").asBoolean())
                .isTrue();
        browser.evaluate("{ const now = Date.now; Date.now = () => now() + 25000; }");
        waitFor("document.querySelector('.state b').textContent", "stale");
        assertThat(text("document.querySelector('#stale').innerText")).contains("killed");
        assertThat(browser.requests()).allMatch(url -> url.startsWith("file:"));
    }

    /** The page at the address that the command told. */
    private static String served(String told) throws Exception {
        Matcher address = Pattern.compile("http://127\\.0\\.0\\.1:\\d+/").matcher(told);
        assertThat(address.find()).isTrue();
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(address.group())).build(), BodyHandlers.ofString())
                .body();
    }

    private static String text(String expression) throws Exception {
        return browser.evaluate(expression).asText();
    }

    private static int epoch() throws Exception {
        return browser.evaluate(EPOCH).asInt();
    }

    private static void waitFor(String expression, String value) throws Exception {
        long end = System.nanoTime() + 60_000_000_000L;
        while (!browser.evaluate(expression).asText().equals(value) && System.nanoTime() < end) {
            Thread.sleep(50);
        }
        assertThat(browser.evaluate(expression).asText()).isEqualTo(value);
    }
}

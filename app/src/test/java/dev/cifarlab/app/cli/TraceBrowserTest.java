package dev.cifarlab.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/trace.html, which is what {@code trace} writes, as Chromium shows it; skipped where there is none. */
class TraceBrowserTest {

    private static final Path PAGE =
            Path.of("..", "docs", "trace.html").toAbsolutePath().normalize();

    /** The smallest contrast of text with what is behind it (WCAG 2), over all cells and paragraphs. */
    private static final String CONTRAST = """
            (() => {
              const light = colour => colour.match(/[\\d.]+/g).slice(0, 3).map(v => v / 255)
                  .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
                  .reduce((sum, v, k) => sum + v * [0.2126, 0.7152, 0.0722][k], 0);
              const behind = e => {
                const colour = getComputedStyle(e).backgroundColor;
                return colour === 'rgba(0, 0, 0, 0)' ? behind(e.parentElement) : colour;
              };
              return Math.min(...[...document.querySelectorAll('td, small, p, .shape, .legend span, #status, a')]
                  .map(e => [light(getComputedStyle(e).color), light(behind(e))])
                  .map(([a, b]) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)));
            })()""";

    @TempDir
    private static Path profile;

    private static Browser browser;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(
                Browser.find().isPresent(),
                "no Chromium found (looked at CHROMIUM and the path): the trace is not opened in a browser");
        browser = Browser.start(Browser.find().orElseThrow(), profile);
    }

    @AfterAll
    static void stop() throws Exception {
        if (browser != null) {
            browser.close();
        }
    }

    private static String text(String expression) throws Exception {
        return browser.evaluate("String(" + expression + ")").asText();
    }

    /** The labels of the cells of a class, in the page's order. */
    private static String marked(String kind) throws Exception {
        return text("[...document.querySelectorAll('td." + kind + "')].map(label).join(' ')");
    }

    @Test
    void fitsADesktopAndAPhoneInLightAndDark() throws Exception {
        for (int width : new int[] {1280, 380}) {
            for (boolean dark : new boolean[] {false, true}) {
                browser.open(PAGE, width, 900, width < 500, dark);
                browser.evaluate("document.querySelector('#cnn-dW1 td').click()");
                assertThat(browser.requests())
                        .singleElement()
                        .isEqualTo(PAGE.toUri().toString());
                assertThat(browser.evaluate("document.documentElement.scrollWidth")
                                .asInt())
                        .isLessThanOrEqualTo(width);
                assertThat(text("[...document.querySelectorAll('.slices')]"
                                + ".filter(e => e.scrollWidth > e.clientWidth).map(e => e.parentNode.dataset.name)"))
                        .as("arrays that must be scrolled sideways: rows of eight on a phone")
                        .isEqualTo(width < 500 ? "F1,dF1" : "");
                assertThat(browser.evaluate(CONTRAST).asDouble()).isGreaterThanOrEqualTo(4.5);
                assertThat(text("getComputedStyle(document.body).backgroundColor"))
                        .isEqualTo(dark ? "rgb(22, 24, 28)" : "rgb(255, 255, 255)");
            }
        }
    }

    @Test
    void aClickMarksWhatANumberCameFrom() throws Exception {
        browser.open(PAGE, 1280, 900, false, false);
        browser.evaluate("document.querySelectorAll('#mlp-dW1 td')[5].click()");
        assertThat(marked("chosen")).isEqualTo("dW1[1,1]");
        // Z1[0,1] is below 0, so that dZ1[0,1] is 0.
        assertThat(marked("source")).isEqualTo("X[1,1] dZ1[0,1] dZ1[1,1]");
        assertThat(marked("idle")).isEqualTo("X[0,1]");
        assertThat(text("report.textContent"))
                .startsWith("dW1[1,1] = ")
                .contains("central difference", "X[1,1] = 0.93");
        browser.evaluate("document.querySelector('#cnn-Z1 td').click()");
        assertThat(marked("source").split(" ", -1)).hasSize(19); // a patch, a filter and its bias
        browser.evaluate("document.querySelector('#cnn-M1 td').click()");
        assertThat(marked("source")).matches("A1\\[0,0,[01],[01]\\]");
        assertThat(marked("idle").split(" ", -1)).hasSize(3);
        browser.evaluate("document.querySelector('#cnn-M1 td').click()");
        assertThat(marked("chosen") + marked("source") + marked("idle")).isEmpty();
    }

    @Test
    void keysDoTheSame() throws Exception {
        browser.open(PAGE, 1280, 900, false, false);
        browser.evaluate("document.querySelector('#mlp-X td').focus()");
        press("ArrowRight", "ArrowDown", "End", "ArrowRight");
        assertThat(text("label(document.activeElement)")).isEqualTo("X[1,2]");
        press("Tab");
        assertThat(text("label(document.activeElement)")).isEqualTo("dX[0,0]");
        assertThat(text("getComputedStyle(document.activeElement).outlineStyle"))
                .isEqualTo("solid");
        press("Enter");
        assertThat(marked("chosen")).isEqualTo("dX[0,0]");
        assertThat(text("document.activeElement.getAttribute('aria-selected')")).isEqualTo("true");
        assertThat(marked("source")).contains("W1[0,0]", "dZ1[0,0]");
        press("Escape");
        assertThat(marked("chosen") + marked("source") + text("report.textContent"))
                .isEmpty();
        press("ArrowDown", "Home", " ");
        assertThat(marked("chosen")).isEqualTo("dX[1,0]");
        browser.evaluate("document.querySelectorAll('#cnn-X td')[35].focus()");
        press("ArrowDown");
        assertThat(text("label(document.activeElement)")).isEqualTo("X[1,0,0,5]");
    }

    private static void press(String... keys) throws Exception {
        for (String key : keys) {
            browser.press(key);
        }
    }
}

package dev.cifarlab.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report as Chromium shows it; skipped where there is none. */
class ReportBrowserTest {

    private static final int PICTURES = 18;

    @TempDir
    private static Path profile;

    private static Path page;
    private static Browser browser;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(
                Browser.find().isPresent(),
                "no Chromium found (looked at CHROMIUM and the path): the report is not opened in a browser");
        browser = Browser.start(Browser.find().orElseThrow(), profile);
        page = SmallStudy.get().folder().resolve("report.html");
    }

    @AfterAll
    static void stop() throws Exception {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void isWholeOnADesktop() throws Exception {
        check(1280, 900, false);
        assertThat(browser.evaluate("[...document.querySelectorAll('.scroll, .pictures')]"
                                + ".filter(e => e.scrollWidth > e.clientWidth + 1).length")
                        .asInt())
                .as("tables and figures that must be scrolled sideways")
                .isZero();
    }

    @Test
    void isWholeOnAPhone() throws Exception {
        check(390, 844, true);
    }

    private static void check(int width, int height, boolean phone) throws Exception {
        browser.open(page, width, height, phone, false);
        assertThat(browser.requests()).singleElement().isEqualTo(page.toUri().toString());
        assertThat(browser.evaluate("innerWidth").asInt()).isEqualTo(width);
        assertThat(browser.evaluate("document.images.length").asInt()).isEqualTo(PICTURES);
        assertThat(browser.evaluate("[...document.images].filter(i => i.complete && i.naturalWidth > 100).length")
                        .asInt())
                .as("pictures that load")
                .isEqualTo(PICTURES);
        assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt())
                .as("width of the page")
                .isLessThanOrEqualTo(width);
        assertThat(overflowing()).as("text that overflows").isEmpty();
        assertThat(browser.evaluate("document.querySelectorAll('section h2').length")
                        .asInt())
                .isEqualTo(8);
    }

    /** Elements that are wider than their place; those in a frame that scrolls may be wider than that. */
    private static JsonNode overflowing() throws Exception {
        return browser.evaluate("[...document.querySelectorAll('body *')]"
                + ".filter(e => !e.parentElement.closest('.scroll, .pictures'))"
                + ".filter(e => e.getBoundingClientRect().right > innerWidth + 0.5"
                + " || getComputedStyle(e).overflowX === 'visible' && getComputedStyle(e).display !== 'inline'"
                + " && e.scrollWidth > e.clientWidth + 1)"
                + ".map(e => e.tagName + ': ' + e.textContent.slice(0, 80))");
    }

    @Test
    void isDarkWhereThatIsPreferred() throws Exception {
        browser.open(page, 1280, 900, false, true);
        assertThat(lightness("backgroundColor")).isLessThan(60);
        assertThat(lightness("color")).isGreaterThan(200);
        browser.open(page, 1280, 900, false, false);
        assertThat(lightness("backgroundColor")).isGreaterThan(240);
        assertThat(lightness("color")).isLessThan(60);
    }

    private static int lightness(String property) throws Exception {
        return browser.evaluate("parseInt(getComputedStyle(document.body)." + property + ".match(/\\d+/)[0])")
                .asInt();
    }

    @Test
    void theProbeSeesTextThatOverflows() throws Exception {
        browser.open(page, 390, 844, true, false);
        browser.evaluate("document.querySelector('.comment').innerHTML ="
                + " '<span style=\"white-space:nowrap\">' + 'wide '.repeat(50) + '</span>'");
        assertThat(overflowing()).isNotEmpty();
    }
}

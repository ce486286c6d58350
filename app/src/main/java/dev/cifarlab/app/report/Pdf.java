package dev.cifarlab.app.report;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.slf4j.Slf4jLogger;
import com.openhtmltopdf.util.XRLog;
import dev.cifarlab.app.runs.AtomicFiles;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Objects;

/** A page as a PDF file; its fonts are embedded. */
final class Pdf {

    private static final String FONTS = "/net/sf/jasperreports/fonts/dejavu/";
    private static final int REGULAR = 400;
    private static final int BOLD = 700;

    private Pdf() {}

    /** Writes a PDF file of a well-formed page that needs nothing from elsewhere. */
    static void write(String page, Path file) {
        XRLog.setLoggerImpl(new Slf4jLogger());
        PdfRendererBuilder builder =
                new PdfRendererBuilder().withHtmlContent(page, null).withProducer("cifar-lab");
        font(builder, "DejaVuSans.ttf", REGULAR, FontStyle.NORMAL);
        font(builder, "DejaVuSans-Bold.ttf", BOLD, FontStyle.NORMAL);
        font(builder, "DejaVuSans-Oblique.ttf", REGULAR, FontStyle.ITALIC);
        AtomicFiles.write(file, out -> builder.toStream(out).run());
    }

    private static void font(PdfRendererBuilder builder, String file, int weight, FontStyle style) {
        builder.useFont(() -> open(FONTS + file), "DejaVu Sans", weight, style, true);
    }

    private static InputStream open(String resource) {
        return Objects.requireNonNull(Pdf.class.getResourceAsStream(resource), resource);
    }
}

package dev.cifarlab.app.report;

import dev.cifarlab.app.config.UserException;
import dev.cifarlab.app.runs.AtomicFiles;
import dev.cifarlab.app.runs.RunFolder;
import freemarker.template.Configuration;
import freemarker.template.Template;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** An HTML page about some runs: settings, scores, curves. It only reads run folders. */
public final class RunsPage {

    private RunsPage() {}

    /** Writes the page; pictures are linked relative to it. */
    public static void write(String title, List<RunFolder> runs, Path page) {
        List<RunSummary> summaries =
                runs.stream().map(run -> RunSummary.of(run, page)).toList();
        StringWriter text = new StringWriter();
        try {
            template("runs.ftlh").process(Map.of("title", title, "runs", summaries), text);
        } catch (TemplateException e) {
            throw new IllegalStateException("template and data do not fit", e);
        } catch (IOException e) {
            throw UserException.failed(e, "%s: the page's template cannot be read (%s)", page, e.getMessage());
        }
        AtomicFiles.write(page, text.toString());
    }

    private static Template template(String name) throws IOException {
        Configuration configuration = new Configuration(Configuration.VERSION_2_3_34);
        configuration.setClassForTemplateLoading(RunsPage.class, "");
        configuration.setDefaultEncoding("UTF-8");
        configuration.setNumberFormat("computer");
        configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        configuration.setLogTemplateExceptions(false);
        return configuration.getTemplate(name);
    }
}

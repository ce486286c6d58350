package dev.cifarlab.app.report;

import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;

/** The pages' templates, which lie beside this class. */
final class Templates {

    /** Keeps the templates that were parsed: pages of a training are written every few seconds. */
    private static final Configuration CONFIGURATION = configuration();

    private Templates() {}

    private static Configuration configuration() {
        Configuration configuration = new Configuration(Configuration.VERSION_2_3_34);
        configuration.setClassForTemplateLoading(Templates.class, "");
        configuration.setDefaultEncoding("UTF-8");
        configuration.setNumberFormat("computer");
        configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        configuration.setLogTemplateExceptions(false);
        return configuration;
    }

    /** A template's text with values in place of names. */
    static String fill(String name, Map<String, ?> values) {
        StringWriter text = new StringWriter();
        try {
            CONFIGURATION.getTemplate(name).process(values, text);
        } catch (TemplateException e) {
            throw new IllegalStateException("template and data do not fit", e);
        } catch (IOException e) {
            throw new UncheckedIOException("the template " + name + " cannot be read", e);
        }
        return text.toString();
    }
}

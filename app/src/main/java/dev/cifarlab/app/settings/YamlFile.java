package dev.cifarlab.app.settings;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Files of {@code key: value} lines in YAML: every value is the text that stands there, whatever YAML makes of it. */
public final class YamlFile {

    private static final long MOST_BYTES = 1 << 20;
    private static final String BYTE_ORDER_MARK = "\ufeff";

    private static final YAMLFactory FACTORY = YAMLFactory.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .stringQuotingChecker(new Quoting())
            .build();
    private static final ObjectMapper QUOTED = new ObjectMapper(FACTORY);
    private static final ObjectMapper BARE =
            new ObjectMapper(FACTORY.copy().enable(YAMLGenerator.Feature.MINIMIZE_QUOTES));

    private YamlFile() {}

    /** Leaves bare only what is a word to every reader of YAML. */
    private static final class Quoting extends StringQuotingChecker.Default {

        private static final long serialVersionUID = 1L;
        private static final Pattern WORD = Pattern.compile("[A-Za-z/][A-Za-z0-9_./,-]*");
        private static final Set<String> OTHERWISE =
                Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

        @Override
        public boolean needToQuoteValue(String text) {
            return !WORD.matcher(text).matches() || OTHERWISE.contains(text.toLowerCase(Locale.ROOT));
        }
    }

    /**
     * The values of a file as text, in its order.
     *
     * @throws UserException naming the file, and the key where there is one, when it cannot be read or is something
     *     else
     */
    public static Map<String, String> read(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw UserException.usage("%s: is larger than a file of settings can be; check the path", file);
            }
            return parse(file, Files.readString(file));
        } catch (CharacterCodingException e) {
            throw UserException.usage("%s: is not text in UTF-8; save it as such", file);
        } catch (IOException e) {
            throw UserException.usage("%s: cannot be read (%s); check the path", file, Reason.of(e));
        }
    }

    /** The same of a text, which is a file's that messages name. */
    static Map<String, String> parse(Path file, String text) {
        Map<String, String> texts = new LinkedHashMap<>();
        try (YAMLParser parser = FACTORY.createParser(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text)) {
            read(file, parser, texts);
            return texts;
        } catch (JacksonException e) {
            throw notAList(file, where(e));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // from memory
        }
    }

    private static void read(Path file, YAMLParser parser, Map<String, String> texts) throws IOException {
        JsonToken token = parser.nextToken();
        if (token != JsonToken.START_OBJECT) {
            throw notAList(file, token == null || parser.getText().isEmpty() ? "it is empty" : "it is something else");
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            parser.nextToken();
            if (texts.put(key, value(file, key, parser)) != null) {
                throw UserException.usage("%s: %s: stands there twice; give it once", file, key);
            }
        }
        if (parser.nextToken() != null) {
            throw notAList(file, "there is a second document behind '---'");
        }
    }

    private static String value(Path file, String key, YAMLParser parser) throws IOException {
        if (parser.isCurrentAlias() || parser.getTypeId() != null) {
            throw UserException.usage("%s: %s: give the value itself, without '*' or '!' before it", file, key);
        }
        if (!parser.currentToken().isScalarValue()
                || parser.currentToken() == JsonToken.VALUE_NULL
                || parser.getText().isEmpty()) {
            throw UserException.usage("%s: %s: needs one value behind the colon", file, key);
        }
        return parser.getText();
    }

    private static String where(JacksonException e) {
        return e.getCause() instanceof MarkedYAMLException marked && marked.getProblemMark() != null
                ? "line " + (marked.getProblemMark().getLine() + 1) + " is not one"
                : "there are control characters in it";
    }

    private static UserException notAList(Path file, String why) {
        return UserException.usage("%s: not a list of 'key: value' lines (%s)", file, why);
    }

    /** Plain values as YAML text that {@link #read} takes. */
    public static String text(Map<String, ?> entries) {
        boolean breaks = entries.values().stream()
                .anyMatch(value -> value.toString().chars().anyMatch(letter -> letter < ' '));
        try {
            return (breaks ? QUOTED : BARE).writeValueAsString(entries);
        } catch (JacksonException e) {
            throw new IllegalStateException(e);
        }
    }
}

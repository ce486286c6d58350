package dev.cifarlab.examples.predict;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Reads what the exporter writes of the classes: a JSON array of strings (RFC 8259). */
final class ClassNames {

    private static final String ESCAPED = "\"\\/bfnrt";
    private static final String MEANT = "\"\\/\b\f\n\r\t";

    private final String json;
    private int at;

    private ClassNames(String json) {
        this.json = json;
    }

    /**
     * The strings, in order.
     *
     * @throws IllegalArgumentException when the text is anything else
     */
    static List<String> parse(String json) {
        return new ClassNames(json).array();
    }

    private List<String> array() {
        List<String> names = new ArrayList<>();
        require(token() == '[');
        char next = token();
        if (next != ']') {
            do {
                require(names.isEmpty() ? next == '"' : token() == '"');
                names.add(string());
                next = token();
            } while (next == ',');
        }
        require(next == ']' && json.substring(at).chars().allMatch(ClassNames::isSpace));
        return names;
    }

    private String string() {
        StringBuilder text = new StringBuilder();
        for (char c = character(); c != '"'; c = character()) {
            require(c >= ' ');
            text.append(c == '\\' ? escaped() : c);
        }
        return text.toString();
    }

    private char escaped() {
        char c = character();
        if (c == 'u') {
            require(json.length() - at >= 4);
            at += 4;
            return (char) HexFormat.fromHexDigits(json, at - 4, at);
        }
        require(ESCAPED.indexOf(c) >= 0);
        return MEANT.charAt(ESCAPED.indexOf(c));
    }

    /** The next character that is no space. */
    private char token() {
        char c = character();
        while (isSpace(c)) {
            c = character();
        }
        return c;
    }

    private char character() {
        require(at < json.length());
        return json.charAt(at++);
    }

    private static boolean isSpace(int c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    private void require(boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException("not a JSON array of strings, at character " + at);
        }
    }
}

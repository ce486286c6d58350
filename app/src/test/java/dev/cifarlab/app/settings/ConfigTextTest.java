package dev.cifarlab.app.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.cifarlab.app.Configs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.commons.math3.random.MersenneTwister;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings that are text, whatever they look like. */
class ConfigTextTest {

    @TempDir
    private Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("config.yaml"), text);
    }

    /** What YAML takes for numbers, dates, truth values, nothing, comments or references is a folder's name. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024.10",
                "1.10",
                "010",
                "0x10",
                "0o17",
                "1_000",
                "1e3",
                "-5",
                "+5",
                ".5",
                "5.",
                ".inf",
                "-.INF",
                ".nan",
                "1:30",
                "2024-01-31",
                "2024-01-31T10:00:00Z",
                "true",
                "False",
                "yes",
                "NO",
                "on",
                "off",
                "y",
                "n",
                "null",
                "Null",
                "~",
                "~/data",
                "-",
                "--",
                "---",
                "...",
                "- a",
                "? a",
                ": a",
                "a: b",
                "a #b",
                "#a",
                "*a",
                "&a",
                "!a",
                "!!int 3",
                "%a",
                "@a",
                "`a",
                "|",
                ">",
                "[a]",
                "{a: b}",
                "'",
                "\"",
                "''",
                "it's",
                "a\"b",
                "<<",
                "=",
                " a",
                "a ",
                "  ",
                "a  b",
                "\ta",
                "a\tb",
                "C:\\data\\new",
                "\\\\server\\x",
                "M\u00fcller",
                "\u6570\u636e",
                "\ud83d\ude00",
                "\u0663",
                "a\nb",
                "\na",
                "a\n",
                "a\r\nb",
                "a\u0085b",
                "a\u2028b",
                "\ufeffa",
                "a,b",
                "relu,tanh",
                "a,",
                "1,2",
                "a\u0007b",
                "a\u007fb",
                "a\u009fb"
            })
    void aFolderIsTheTextThatStandsThere(String name) throws IOException {
        TrainConfig config = Configs.of("data-dir", name);
        assertThat(config.dataDir()).isEqualTo(Path.of(name));
        assertThat(ConfigFile.read(file(ConfigFile.write(config)), TrainConfig.defaults()))
                .isEqualTo(config);
        Object plain = new ObjectMapper(new YAMLFactory())
                .readTree(ConfigFile.write(config))
                .get("data-dir");
        assertThat(plain).as("for other readers of YAML").isEqualTo(TextNode.valueOf(name));
    }

    /** As versions before this one wrote them. */
    @ParameterizedTest
    @ValueSource(strings = {"2024.10", "1.10", "010", "0x10", "1_000", "1e3", "2024-01-31", "-5", "1:30", "a b", ".5"})
    void aBareFolderInAnOldFileIsTheTextThatStandsThere(String name) throws IOException {
        assertThat(ConfigFile.read(file("data-dir: " + name + " # old\n"), TrainConfig.defaults())
                        .dataDir())
                .isEqualTo(Path.of(name));
    }

    @Test
    void randomFoldersAreReadAsTheyWereWritten() throws IOException {
        MersenneTwister generator = new MersenneTwister(20261126);
        String letters = "ab0123.-_~:#'\"\\ \t\n!&*?|>%@`{}[],=\u00e4\u6570xeEyYnN\u0085";
        for (int k = 0; k < 3_000; k++) {
            StringBuilder name = new StringBuilder();
            for (int length = 1 + generator.nextInt(6); length > 0; length--) {
                name.append(letters.charAt(generator.nextInt(letters.length())));
            }
            Map<String, String> entries = Map.of("data-dir", name.toString());
            assertThat(YamlFile.read(file(YamlFile.text(entries)))).isEqualTo(entries);
        }
    }
}

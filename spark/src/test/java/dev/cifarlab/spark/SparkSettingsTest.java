package dev.cifarlab.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cifarlab.app.search.SearchEngine;
import dev.cifarlab.app.search.SearchFolder;
import dev.cifarlab.app.settings.UserException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SparkSettingsTest {

    private static SparkConf settings(String master, Map<String, String> others) {
        return SparkSettings.of(
                new SearchFolder(Path.of("runs/x")), new SearchEngine.Settings(master, 2, false, others));
    }

    @ParameterizedTest
    @CsvSource({"local,'local[1,3]'", "'local[4]','local[4,3]'", "'local[*]','local[*,3]'", "'local[2,9]','local[2,3]'"
    })
    void aLocalMasterTriesThreeTimesAndStaysOnLoopback(String given, String taken) {
        SparkConf conf = settings(given, Map.of());
        assertThat(conf.get("spark.master")).isEqualTo(taken);
        assertThat(conf.get("spark.driver.bindAddress")).isEqualTo("127.0.0.1");
        assertThat(conf.get("spark.ui.enabled")).isEqualTo("false");
    }

    @Test
    void aClusterGetsACellsCoresAndMemoryAndTheUsersWordsWin() throws IOException {
        try (ServerSocket master = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String url = "spark://127.0.0.1:" + master.getLocalPort();
            SparkConf conf = settings(url, Map.of("spark.executor.memory", "5g"));
            assertThat(conf.get("spark.driver.host")).isEqualTo("127.0.0.1");
            assertThat(conf.get("spark.task.cpus")).isEqualTo("2");
            assertThat(conf.get("spark.executor.cores")).isEqualTo("2");
            assertThat(conf.get("spark.executorEnv.OMP_NUM_THREADS")).isEqualTo("2");
            assertThat(conf.get("spark.executor.memory")).isEqualTo("5g");
            assertThat(conf.get("spark.executor.extraJavaOptions"))
                    .contains("maxbytes=2304m", "maxphysicalbytes=8192m", "slf4j.provider");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"spark://127.0.0.1:1", "spark://no-such-host.invalid:7077"})
    void aMasterThatDoesNotAnswerIsToldInOneLine(String url) {
        assertThatThrownBy(() -> settings(url, Map.of()))
                .isInstanceOf(UserException.class)
                .hasMessageContaining(url + ": no answer");
    }

    @Test
    void aMasterMustBeNamedWell() {
        assertThatThrownBy(() -> settings(null, Map.of()))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("--master");
        assertThatThrownBy(() -> settings("spark://nowhere", Map.of()))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("spark://HOST:PORT");
        assertThatThrownBy(() -> settings("nowhere", Map.of()))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("'nowhere' is not known; give local[N], spark://HOST:PORT");
    }
}

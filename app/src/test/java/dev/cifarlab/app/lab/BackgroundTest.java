package dev.cifarlab.app.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cifarlab.app.settings.UserException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class BackgroundTest {

    @Test
    void whatIsMadeIsMadeOnAnotherThread() {
        CountDownLatch wanted = new CountDownLatch(1);
        Background<String> made = Background.of("maker", () -> {
            try {
                wanted.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Thread.currentThread().getName();
        });
        wanted.countDown(); // reached although the maker waits for it
        assertThat(made.await()).isEqualTo("maker");
    }

    @Test
    void anExceptionOfTheMakerComesToWhoAwaitsIt() {
        UserException missing = UserException.failed("no data");
        Background<String> made = Background.of("maker", () -> {
            throw missing;
        });
        assertThatThrownBy(made::await).isSameAs(missing);
    }

    @Test
    void anErrorDoesAsWell() {
        UnsatisfiedLinkError broken = new UnsatisfiedLinkError("libnd4jcpu.so");
        Background<String> made = Background.of("maker", () -> {
            throw broken;
        });
        assertThatThrownBy(made::await).isSameAs(broken);
    }
}

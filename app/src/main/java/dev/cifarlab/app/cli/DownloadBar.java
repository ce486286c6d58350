package dev.cifarlab.app.cli;

import dev.cifarlab.app.data.DownloadProgress;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A bar for the download of the data. */
final class DownloadBar implements DownloadProgress {

    private static final long MEBIBYTE = 1 << 20;

    private @Nullable ProgressBar bar;

    @Override
    public void downloaded(long bytes, long total) {
        if (bar == null) {
            bar = ProgressLine.named("download")
                    .setUnit(" MiB", MEBIBYTE)
                    .setInitialMax(total)
                    .setStyle(ProgressBarStyle.ASCII)
                    .build();
        }
        bar.stepTo(bytes);
        if (bytes >= total) {
            bar.close();
        }
    }
}

package dev.cifarlab.app.cli;

import dev.cifarlab.app.data.DownloadProgress;
import java.util.function.Supplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A bar for the download of the data, or the decoding of pictures. */
final class DownloadBar implements DownloadProgress {

    private static final long MEBIBYTE = 1 << 20;

    /** Pictures that are decoded before a bar could be read. */
    private static final int FEW = 256;

    private @Nullable ProgressBar bar;

    @Override
    public void downloaded(long bytes, long total) {
        show(() -> ProgressLine.named("download").setUnit(" MiB", MEBIBYTE), bytes, total);
    }

    @Override
    public void decoded(int pictures, int total) {
        if (total > FEW) {
            show(() -> ProgressLine.named("pictures").showSpeed(), pictures, total);
        }
    }

    private void show(Supplier<ProgressBarBuilder> named, long done, long total) {
        if (bar == null) {
            bar = named.get()
                    .setInitialMax(total)
                    .setStyle(ProgressBarStyle.ASCII)
                    .build();
        }
        bar.stepTo(done);
        if (done >= total) {
            bar.close();
            bar = null;
        }
    }
}

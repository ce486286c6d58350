package dev.cifarlab.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParcelTest {

    @TempDir
    private Path temporary;

    private static void write(Path folder, String name) throws IOException {
        Files.createDirectories(folder.resolve(name).getParent());
        Files.writeString(folder.resolve(name), "this is " + name);
    }

    @Test
    void carriesARunFolderInPlaceOfAnEarlierOne() throws IOException {
        Path there = temporary.resolve("there");
        for (String name : List.of(
                "config.yaml",
                "cell.csv",
                ".lock",
                "checkpoints/best.ckpt",
                "checkpoints/epoch-0001.ckpt",
                "checkpoints/epoch-0002-batch-000003.ckpt",
                "checkpoints/epoch-0002.ckpt",
                "checkpoints/epoch-0003.ckpt.partial")) {
            write(there, name);
        }
        Path here = temporary.resolve("here");
        write(here, "left/by/an-earlier-one");
        Parcel parcel = Parcel.pack(there);
        assertThat(parcel.files())
                .containsOnlyKeys("config.yaml", "cell.csv", "checkpoints/best.ckpt", "checkpoints/epoch-0002.ckpt");
        parcel.unpack(here);
        assertThat(here.resolve("left")).doesNotExist();
        assertThat(here.resolve("checkpoints/epoch-0002.ckpt")).hasContent("this is checkpoints/epoch-0002.ckpt");
        assertThat(here.resolveSibling("here.partial")).doesNotExist();
    }

    @Test
    void aSignIsSeenOnlyWhereItsFolderIs() throws IOException {
        SharedSign sign = SharedSign.putUp(temporary);
        assertThat(sign.isSeen()).isTrue();
        assertThat(new SharedSign(sign.file(), "another").isSeen()).isFalse();
        sign.takeDown();
        assertThat(sign.isSeen()).isFalse();
        assertThat(temporary).isEmptyDirectory();
    }
}

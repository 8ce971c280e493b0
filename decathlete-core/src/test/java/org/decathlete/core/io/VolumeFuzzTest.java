package org.decathlete.core.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** 2,000 damaged files of each format, in a Java of their own with a small heap; {@code bench/fuzz} reads more. */
class VolumeFuzzTest {

    @Test
    void damagedFilesGiveAVolumeOrATypedErrorAtASmallHeap() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        VolumeFuzz.class.getName(),
                        "2000",
                        "1")
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).contains("10000 files");
        for (String format : new String[] {"NIfTI", "NRRD", "MetaImage", "PNG", "TIFF"}) {
            assertThat(output)
                    .contains(
                            "2000 " + format + " files",
                            format + " image",
                            format + " label map",
                            format + " refused DATA");
        }
    }
}

package org.decathlete.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineMemoryTest {
    private static final long AVAILABLE = 21_000_000L << 10;

    @TempDir
    Path folder;

    @BeforeEach
    void aMachine() throws IOException {
        write("meminfo", "MemTotal:       24000000 kB\nMemFree:  17000000 kB\nMemAvailable:   21000000 kB\n");
    }

    @Test
    void withoutGroupsItIsTheMachines() {
        assertThat(available()).isEqualTo(AVAILABLE);
        assertThat(MachineMemory.availableBytes(folder.resolve("none"), folder.resolve("none"), folder))
                .isEqualTo(Long.MAX_VALUE);
        assertThat(MachineMemory.availableBytes()).isPositive();
    }

    @Test
    void theSecondVersionsLimitLessUseWithoutFilesThatCanBeDropped() throws IOException {
        write("own", "0::/job/step\n");
        group("groups/job/step", "memory.max", "4000", "memory.current", "3000");
        write("groups/job/step/memory.stat", "anon 1000\nfile 2000\ninactive_file 500\nactive_file 1500\n");
        group("groups/job", "memory.max", "max", "memory.current", "9000");
        assertThat(available()).isEqualTo(1500);
    }

    @Test
    void aGroupAroundItMayBeTheTighterOne() throws IOException {
        write("own", "0::/job/step\n");
        group("groups/job/step", "memory.max", "max", "memory.current", "3000");
        group("groups/job", "memory.max", "9100", "memory.current", "9000");
        assertThat(available()).isEqualTo(100);
        group("groups/job", "memory.max", "8000", "memory.current", "9000");
        assertThat(available()).isZero();
    }

    @Test
    void theFirstVersionBesideAnEmptySecondOne() throws IOException {
        write("own", "9:name=systemd:/\n4:cpu,memory:/docker/1f\n0::/\n");
        // The host's path, of which a container sees the root.
        group("groups/memory", "memory.limit_in_bytes", "7000", "memory.usage_in_bytes", "6000");
        write("groups/memory/memory.stat", "inactive_file 1\ntotal_inactive_file 400\n");
        assertThat(available()).isEqualTo(1400);
    }

    @Test
    void theFirstVersionsNumberForNoLimitIsNone() throws IOException {
        write("own", "4:memory:/\n");
        group("groups/memory", "memory.limit_in_bytes", "9223372036854771712", "memory.usage_in_bytes", "6000");
        write("groups/memory/memory.stat", "total_inactive_file 90000\n");
        assertThat(available()).isEqualTo(AVAILABLE);
    }

    private long available() {
        return MachineMemory.availableBytes(folder.resolve("meminfo"), folder.resolve("own"), folder.resolve("groups"));
    }

    private void group(String name, String limit, String most, String use, String used) throws IOException {
        write(name + "/" + limit, most + "\n");
        write(name + "/" + use, used + "\n");
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}

package org.decathlete.core.run;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The machine and the program, as every artefact's provenance states them.
 *
 * @param version version of Decathlete
 * @param java version of the Java runtime
 * @param system operating system and architecture
 * @param processor the processor's name
 * @param instructions the processor's vector and matrix instruction sets that matter for speed
 * @param cores number of processors that this process may use
 * @param memoryBytes physical memory
 */
public record Host(
        String version,
        String java,
        String system,
        String processor,
        List<String> instructions,
        int cores,
        long memoryBytes) {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
    private static final List<String> TELLING =
            List.of("avx2", "avx512f", "avx512_bf16", "amx_tile", "amx_bf16", "avx_vnni", "asimd", "bf16");

    /** The machine that this process runs on. */
    public static Host current() {
        List<String> lines = cpuInfo();
        List<String> flags =
                List.of(value(lines, "flags", value(lines, "Features", "")).split(" "));
        return new Host(
                Version.text(),
                Runtime.version().toString(),
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"),
                value(lines, "model name", "unknown"),
                TELLING.stream().filter(flags::contains).toList(),
                Runtime.getRuntime().availableProcessors(),
                memory());
    }

    private static long memory() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    }

    private static List<String> cpuInfo() {
        try {
            return Files.readAllLines(CPU_INFO);
        } catch (IOException e) {
            return List.of();
        }
    }

    private static String value(List<String> lines, String key, String otherwise) {
        return lines.stream()
                .filter(line -> line.startsWith(key + "\t") || line.startsWith(key + " "))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(otherwise);
    }
}

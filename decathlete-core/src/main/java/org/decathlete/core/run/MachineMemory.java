package org.decathlete.core.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** How much memory the machine, and the control groups around this process, can still give. */
public final class MachineMemory {
    private static final Path MEMORY_INFO = Path.of("/proc/meminfo");
    private static final Path OWN_GROUPS = Path.of("/proc/self/cgroup");
    private static final Path GROUPS = Path.of("/sys/fs/cgroup");
    private static final String AVAILABLE = "MemAvailable:";

    private static final GroupFiles SECOND_VERSION = new GroupFiles("memory.max", "memory.current", "inactive_file");
    private static final GroupFiles FIRST_VERSION =
            new GroupFiles("memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file");

    /**
     * How one version of control groups says what a group may hold (Linux kernel documentation, control groups v1 and v2, memory).
     *
     * @param inactiveFiles key in memory.stat of the file pages that the kernel drops first
     */
    private record GroupFiles(String limit, String used, String inactiveFiles) {}

    private MachineMemory() {}

    /**
     * Bytes that new work can take without anything being swapped out or this process being killed, or {@link Long#MAX_VALUE} where the
     * system does not say. A container's limit counts as well as the machine's memory.
     */
    public static long availableBytes() {
        return availableBytes(MEMORY_INFO, OWN_GROUPS, GROUPS);
    }

    /**
     * @param memoryInfo as /proc/meminfo
     * @param ownGroups as /proc/self/cgroup: the groups of this process
     * @param groups as /sys/fs/cgroup: where they are mounted
     */
    static long availableBytes(Path memoryInfo, Path ownGroups, Path groups) {
        long available = value(memoryInfo, AVAILABLE).stream()
                .map(kilobytes -> kilobytes << 10)
                .findFirst()
                .orElse(Long.MAX_VALUE);
        for (String line : lines(ownGroups)) {
            // number:controllers:path, without controllers in the second version
            String[] parts = line.split(":", 3);
            if (parts.length == 3 && parts[1].isEmpty()) {
                available = Math.min(available, inGroups(groups, parts[2], SECOND_VERSION));
            } else if (parts.length == 3 && List.of(parts[1].split(",")).contains("memory")) {
                available = Math.min(available, inGroups(groups.resolve("memory"), parts[2], FIRST_VERSION));
            }
        }
        return available;
    }

    /** The least that a group and those around it can give. In a container the path may be the host's: then only the root exists. */
    private static long inGroups(Path root, String path, GroupFiles names) {
        long least = Long.MAX_VALUE;
        Path group = root.resolve(path.replaceFirst("^/+", "")).normalize();
        while (group != null && group.startsWith(root)) {
            least = Math.min(least, inGroup(group, names));
            group = group.getParent();
        }
        return least;
    }

    private static long inGroup(Path group, GroupFiles names) {
        OptionalLong limit = value(group.resolve(names.limit()), "");
        OptionalLong used = value(group.resolve(names.used()), "");
        if (limit.isEmpty() || used.isEmpty()) {
            return Long.MAX_VALUE;
        }
        long droppable =
                value(group.resolve("memory.stat"), names.inactiveFiles() + " ").orElse(0);
        return Math.max(0, limit.getAsLong() - Math.max(0, used.getAsLong() - droppable));
    }

    /** The number in the line that begins with {@code key}; nothing where there is none, as with "max", or the largest number, for no limit. */
    private static OptionalLong value(Path file, String key) {
        return lines(file).stream()
                .filter(line -> line.startsWith(key))
                .map(line -> line.substring(key.length()).replace("kB", "").strip())
                .filter(number -> number.matches("\\d{1,18}"))
                .mapToLong(Long::parseLong)
                .findFirst();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            return List.of();
        }
    }
}

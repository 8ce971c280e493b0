package org.decathlete.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A PostgreSQL server of one's own in a temporary folder, where Debian's package is installed; it asks for a password. */
public final class PostgresServer implements AutoCloseable {
    private static final Path INSTALLED = Path.of("/usr/lib/postgresql");
    private static final Path RUNUSER = Path.of("/usr/sbin/runuser");
    private static final String USER = "decathlete";

    /** With what has a meaning of its own in an address. */
    private static final String PASSWORD = "open:s@same";

    private final Path programs;
    private final Path folder;
    private final int port;

    private PostgresServer(Path programs, Path folder, int port) {
        this.programs = programs;
        this.folder = folder;
        this.port = port;
    }

    /** Starts it; skips the test with a reason where that is not possible. */
    public static PostgresServer start() throws IOException, InterruptedException {
        Optional<Path> programs = programs();
        Assumptions.assumeTrue(
                programs.isPresent(), "skipped: no PostgreSQL under " + INSTALLED + "; apt-get install postgresql");
        Assumptions.assumeTrue(
                !root() || Files.isExecutable(RUNUSER),
                "skipped: PostgreSQL does not run as root, and there is no runuser");
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path folder = Files.createTempDirectory("decathlete-postgres");
        Path password = Files.writeString(folder.resolve("password"), PASSWORD + "\n");
        if (root()) {
            run(List.of("chown", "-R", "postgres", folder.toString()), folder);
        }
        PostgresServer server = new PostgresServer(programs.get(), folder, port);
        server.command(
                "initdb",
                "-D",
                server.data(),
                "-U",
                USER,
                "-A",
                "scram-sha-256",
                "--pwfile",
                password.toString(),
                "-E",
                "UTF8",
                "--no-sync",
                "--no-instructions");
        String options = "-F -p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories=" + folder;
        server.command(
                "pg_ctl", "-D", server.data(), "-w", "-l", folder.resolve("log").toString(), "-o", options, "start");
        return server;
    }

    /** The address of a database that is always there, with user and password. */
    public String address() {
        return address(password());
    }

    /** The same with another password, percent-encoded. */
    public String address(String password) {
        return "postgresql://" + USER + ":" + password + "@127.0.0.1:" + port + "/postgres";
    }

    /** The right password as it stands in the address. */
    public String password() {
        return URLEncoder.encode(PASSWORD, StandardCharsets.UTF_8);
    }

    /** Stops and starts it; connections end. */
    public void restart() throws IOException, InterruptedException {
        command(
                "pg_ctl",
                "-D",
                data(),
                "-w",
                "-m",
                "fast",
                "-l",
                folder.resolve("log").toString(),
                "restart");
    }

    @Override
    public void close() throws IOException, InterruptedException {
        command("pg_ctl", "-D", data(), "-w", "-m", "immediate", "stop");
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    private void command(String program, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (root()) {
            command.addAll(List.of(RUNUSER.toString(), "-u", "postgres", "--"));
        }
        command.add(programs.resolve(program).toString());
        command.addAll(List.of(arguments));
        run(command, folder);
    }

    private static void run(List<String> command, Path folder) throws IOException, InterruptedException {
        Path output = Files.createTempFile("postgres", ".txt");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        int code = process.waitFor();
        String said = Files.readString(output);
        Files.delete(output);
        if (code != 0) {
            throw new IOException(command + " ended with " + code + ": " + said);
        }
    }

    private static boolean root() {
        return System.getProperty("user.name").equals("root");
    }

    private static Optional<Path> programs() throws IOException {
        if (!Files.isDirectory(INSTALLED)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(INSTALLED)) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .max(Comparator.naturalOrder());
        }
    }
}

package org.decathlete.search.store;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Properties;
import org.decathlete.search.format.StudyFormat;

/** Opens stores. */
public final class StudyStores {

    private StudyStores() {}

    /**
     * A store by its address.
     *
     * @param address {@code memory:}, {@code postgresql://user:password@host:port/database} (port, user and password may be missing;
     *     the driver's parameters may follow after a {@code ?}), or the path of a file for SQLite
     * @throws StoreException if it cannot be opened, or is of a newer version
     */
    public static StudyStore open(String address) {
        return open(address, StudyFormat.standard());
    }

    /** The same for studies with kinds of one's own. */
    public static StudyStore open(String address, StudyFormat format) {
        if (address.equals("memory:")) {
            return memory();
        }
        if (address.startsWith("postgresql:") || address.startsWith("postgres:")) {
            return new SqlStore(postgres(address), format);
        }
        return new SqlStore(new SqliteDialect(Path.of(address), Clock.systemUTC()), format);
    }

    /** A store that ends with its process. */
    public static StudyStore memory() {
        return new MemoryStore(Clock.systemUTC());
    }

    /** A store in a file on a local disk; not on a network drive, whose locks cannot be relied on. */
    public static StudyStore sqlite(Path file) {
        return open(file.toString());
    }

    static PostgresDialect postgres(String address) {
        URI uri;
        try {
            uri = new URI(address);
        } catch (URISyntaxException e) {
            // Without the cause, whose message has the password in it.
            throw new StoreException("not an address of a store: " + e.getReason() + " at character " + e.getIndex()
                    + "; expected postgresql://user:password@host:port/database");
        }
        if (uri.getHost() == null || uri.getPath().length() < 2) {
            throw new StoreException("a host or a database is missing in the address of a store; "
                    + "expected postgresql://user:password@host:port/database");
        }
        Properties properties = new Properties();
        String[] user =
                uri.getUserInfo() == null ? new String[0] : uri.getUserInfo().split(":", 2);
        if (user.length > 0) {
            properties.setProperty("user", user[0]);
        }
        if (user.length > 1) {
            properties.setProperty("password", user[1]);
        }
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        String parameters = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return new PostgresDialect(
                "jdbc:postgresql://" + uri.getHost() + port + uri.getRawPath() + parameters, properties, null);
    }
}

package org.decathlete.search.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;

/** In what the databases differ. */
interface Dialect {

    /** For messages; without passwords. */
    String place();

    /** A new connection, set up. */
    Connection connect() throws SQLException;

    /** Keeps everybody else from changing the tables until the transaction ends. */
    void lockSchema(Connection connection) throws SQLException;

    /** A query whose row nobody else can lock or change until the transaction ends. */
    String locking(String query);

    /** The time by the clock that all workers share. */
    Instant now(Connection connection) throws SQLException;
}

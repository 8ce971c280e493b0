package org.decathlete.search.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.decathlete.search.format.StudyFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreTest extends StudyStoreContract {
    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("study.db");
    }

    @Override
    StudyStore open() {
        return new SqlStore(new SqliteDialect(file(), clock), StudyFormat.standard());
    }

    private void change(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void refusesWhatIsNewerOrNoDatabase() throws IOException, SQLException {
        StudyStore store = open();
        store.create("study", Example.settings(0, 1));
        change("UPDATE decathlete_study SET settings = replace(settings, '\"version\":1', '\"version\":9')");
        assertThatThrownBy(() -> store.open("study"))
                .isInstanceOf(StoreException.class)
                .hasMessageContainingAll("study study", "version 9", "newer program");
        change("INSERT INTO decathlete_schema (version) VALUES (7)");
        assertThatThrownBy(this::open).hasMessageContainingAll("study.db", "version 7", "newer program");
        store.close();
        assertThatThrownBy(store::list).hasMessageContaining("was closed");
        Path text = Files.writeString(
                folder.resolve("notes.txt"), "This is no database, but it is long enough for one. ".repeat(50));
        assertThatThrownBy(() -> StudyStores.open(text.toString()))
                .hasMessageContainingAll("notes.txt", "not a database");
        assertThatThrownBy(() -> StudyStores.sqlite(folder.resolve("none/study.db")))
                .hasMessageContaining("none");
    }

    @Test
    void anAddressIsAFileAServerOrMemory() {
        assertThat(StudyStores.open("memory:").list()).isEmpty();
        try (StudyStore store = StudyStores.open(file().toString())) {
            assertThat(store.list()).isEmpty();
        }
        assertThat(file()).exists();
        PostgresDialect dialect = StudyStores.postgres("postgresql://me:p%40ss@db.example:5433/studies?ssl=true");
        assertThat(dialect.url()).isEqualTo("jdbc:postgresql://db.example:5433/studies?ssl=true");
        assertThat(dialect.properties()).containsEntry("user", "me").containsEntry("password", "p@ss");
        assertThat(dialect.place()).isEqualTo("jdbc:postgresql://db.example:5433/studies");
        assertThatThrownBy(() -> StudyStores.open("postgresql://me:secret@host"))
                .hasMessageContaining("database is missing")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> StudyStores.open("postgresql://me:secret %@host/x"))
                .hasMessageContaining("not an address")
                .hasMessageNotContaining("secret");
    }
}

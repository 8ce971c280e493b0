package org.decathlete.search.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.decathlete.search.format.StudyFormat;
import org.decathlete.search.trial.Outcome;
import org.decathlete.testkit.PostgresServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresStoreTest extends StudyStoreContract {
    private static PostgresServer server;

    @BeforeAll
    static void startServer() throws IOException, InterruptedException {
        server = PostgresServer.start();
    }

    @AfterAll
    static void stopServer() throws IOException, InterruptedException {
        if (server != null) {
            server.close();
        }
    }

    private PostgresDialect dialect() {
        PostgresDialect dialect = StudyStores.postgres(server.address());
        return new PostgresDialect(dialect.url(), dialect.properties(), clock);
    }

    @Override
    StudyStore open() {
        return new SqlStore(dialect(), StudyFormat.standard());
    }

    @AfterEach
    void dropTables() throws SQLException {
        try (Connection connection = dialect().connect();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS decathlete_trial, decathlete_study, decathlete_schema");
        }
    }

    @Test
    void goesByTheServersClock() {
        try (StudyStore store = StudyStores.open(server.address())) {
            StoredStudy study = store.open("study", Example.settings(1, 1)).with(new Leases(Duration.ofMinutes(5), 1));
            assertThat(study.ask("a")).isPresent();
            TrialRecord record = study.records().get(0);
            assertThat(record.asked()).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
            assertThat(record.leasedUntil()).isEqualTo(record.asked().plus(Duration.ofMinutes(5)));
        }
    }

    @Test
    void twoProcessesShareAStudy(@TempDir Path folder) throws IOException, InterruptedException {
        KilledWorkersTest.twoWorkers(server.address(), folder.resolve("journal.txt"));
    }

    @Test
    void workersOutliveARestartOfTheServer() throws Exception {
        try (StudyStore store = StudyStores.open(server.address())) {
            StoredStudy study = store.open("study", Example.settings(2, 1));
            new StudyWorker(study, "a", trial -> {
                        if (trial.id() == 7) {
                            server.restart();
                        }
                        return Example.evaluate(trial);
                    })
                    .run();
            assertThat(study.finished()).isTrue();
            assertThat(study.trials().get(7).outcome())
                    .isNotEqualTo(Outcome.failed(study.trials().get(7).state(), ""));
        }
    }
}

package org.decathlete.search.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.decathlete.search.format.StudyFormat;
import org.decathlete.search.study.StudySettings;
import org.decathlete.search.trial.Outcome;
import org.decathlete.search.trial.TrialState;
import org.junit.jupiter.api.Test;

class StudyExportTest {
    private static final StudyFormat FORMAT = StudyFormat.standard();
    private static final StudySettings SETTINGS = Example.settings(4, 1);

    /** Ten trials, some failed, with scores and a message that needs quotes; the last of them runs. */
    private static StoredStudy study() {
        StoredStudy study = StudyStores.memory().open("study", SETTINGS);
        for (int i = 0; i < 9; i++) {
            Claim claim = study.ask("a, \"b\"").orElseThrow();
            Outcome outcome = Example.evaluate(claim.trial());
            study.tell(
                    claim,
                    i == 4
                            ? Outcome.failed(TrialState.TIMEOUT, "line\r\n\"two\", äöü")
                            : outcome.withScores(Map.of("case_" + i % 2, i / 7.0)));
        }
        assertThat(study.ask("c")).isPresent();
        return study;
    }

    @Test
    void jsonCarriesAStudyToAnotherStore() {
        StoredStudy study = study();
        StudyExport read = StudyExport.read(StudyExport.of(study).json(FORMAT), FORMAT);
        assertThat(read).isEqualTo(StudyExport.of(study));
        StudyStore other = StudyStores.memory();
        StoredStudy copy = read.named("copy").into(other);
        assertThat(copy.trials()).isEqualTo(study.trials());
        // The trial that was running comes first, and from then on both go the same way.
        Claim claim = study.ask("c").orElseThrow();
        Optional<Claim> asked = Optional.of(claim);
        while (asked.isPresent()) {
            claim = asked.get();
            Claim same = copy.ask("d").orElseThrow();
            assertThat(same.trial()).isEqualTo(claim.trial());
            study.tell(claim, Example.evaluate(claim.trial()));
            copy.tell(same, Example.evaluate(same.trial()));
            asked = study.ask("c");
        }
        assertThat(copy.finished()).isTrue();
        assertThatThrownBy(() -> read.named("copy").into(other)).hasMessageContaining("there already");
    }

    /** What proposals depend on besides the objectives must not be lost on the way. */
    @Test
    void csvKeepsFiguresThatAreNoObjectives() {
        StudySettings settings = Example.thrifty(4, 1);
        StoredStudy study = StudyStores.memory().open("study", settings);
        for (int i = 0; i < 3; i++) {
            Claim claim = study.ask("a").orElseThrow();
            study.tell(claim, Example.evaluate(settings, study.trials(), claim.trial()));
        }
        String csv = TrialTable.csv(settings, study.records());
        assertThat(csv).contains("state,objective:loss,objective:end,objective:half,", "objective:tells from,");
        assertThat(TrialTable.read(settings, csv)).isEqualTo(study.records());
    }

    @Test
    void csvKeepsEveryDigit() {
        StoredStudy study = study();
        String csv = TrialTable.csv(SETTINGS, study.records());
        assertThat(csv)
                .startsWith("trial,parent,bracket,level,budget,origin,state,objective:loss,objective:hours,"
                        + "parameter:optimizer,parameter:momentum,")
                .contains("score:case_0,score:case_1\r\n")
                .contains("\"line\r\n\"\"two\"\", äöü\"");
        assertThat(TrialTable.read(SETTINGS, csv)).isEqualTo(study.records());
        // Spreadsheets write other line ends.
        assertThat(TrialTable.read(SETTINGS, csv.replace("\r\n", "\n").replace("line\n", "line\r\n")))
                .isEqualTo(study.records());
        StoredStudy copy = new StudyExport("copy", SETTINGS, TrialTable.read(SETTINGS, csv)).into(StudyStores.memory());
        assertThat(copy.trials()).isEqualTo(study.trials());
    }

    @Test
    void saysWhatCannotBeRead() {
        StoredStudy study = study();
        List<TrialRecord> records = study.records();
        String csv = TrialTable.csv(SETTINGS, records);
        assertThatThrownBy(() -> TrialTable.read(SETTINGS, csv.replace("RUNNING", "JUMPING")))
                .hasMessageContainingAll("row 11", "column state", "JUMPING");
        assertThatThrownBy(() -> TrialTable.read(SETTINGS, csv.replace("parameter:rate", "rate")))
                .hasMessageContainingAll("column parameter:rate is missing");
        assertThatThrownBy(() -> TrialTable.read(SETTINGS, csv + "1,2\r\n")).hasMessageContaining("2 fields");
        assertThatThrownBy(() -> TrialTable.read(SETTINGS, csv + "\"1")).hasMessageContaining("never ends");
        assertThatThrownBy(() -> TrialTable.read(SETTINGS, "")).hasMessageContaining("row 1");
        assertThatThrownBy(() -> new StudyExport("x", SETTINGS, records.subList(1, 3)))
                .hasMessageContaining("trial 0 is next");
        String json = StudyExport.of(study).json(FORMAT);
        assertThatThrownBy(() -> StudyExport.read(json.replace("\"features\":", "\"feature\":"), FORMAT))
                .hasMessageContaining("trial 0 does not fit");
        assertThatThrownBy(() ->
                        StudyExport.read(json.replace("-export\",\"version\":1", "-export\",\"version\":2"), FORMAT))
                .hasMessageContaining("newer program");
        assertThatThrownBy(() -> StudyExport.read(FORMAT.write(SETTINGS), FORMAT))
                .hasMessageContaining("instead of decathlete-study-export");
    }
}

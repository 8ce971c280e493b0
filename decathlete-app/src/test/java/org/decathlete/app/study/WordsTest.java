package org.decathlete.app.study;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WordsTest {

    @Test
    void nobodyReadsThePasswordOfAStore() {
        assertThat(Words.address("postgresql://me:p@ss:word@host:5432/studies"))
                .isEqualTo("postgresql://me@host:5432/studies");
        assertThat(Words.address("postgresql://me@host/studies")).isEqualTo("postgresql://me@host/studies");
        assertThat(Words.address("postgresql://host/studies?user=me&password=secret"))
                .isEqualTo("postgresql://host/studies");
        assertThat(Words.address("/data/work/study.db")).isEqualTo("/data/work/study.db");
        assertThat(Words.address("/data/what?/study.db")).isEqualTo("/data/what?/study.db");
    }

    @Test
    void amountsHaveTheirUnit() {
        assertThat(Words.amount(104.9, false)).isEqualTo("105 s");
        assertThat(Words.amount(3.333, true)).isEqualTo("3.3 epochs");
        assertThat(Words.amount(1, true)).isEqualTo("1 epoch");
        assertThat(Words.time(599)).isEqualTo("599 s");
        assertThat(Words.time(1800)).isEqualTo("30 min");
    }
}

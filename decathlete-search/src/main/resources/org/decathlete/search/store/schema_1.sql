-- Times are milliseconds since 1970. All of it is understood by SQLite and by PostgreSQL.
CREATE TABLE decathlete_study (
  name VARCHAR(200) NOT NULL PRIMARY KEY,
  settings TEXT NOT NULL,
  created BIGINT NOT NULL,
  stopped BOOLEAN NOT NULL,
  revision BIGINT NOT NULL
);

CREATE TABLE decathlete_trial (
  study VARCHAR(200) NOT NULL REFERENCES decathlete_study (name),
  id INTEGER NOT NULL,
  revision BIGINT NOT NULL,
  state VARCHAR(20) NOT NULL,
  trial TEXT NOT NULL,
  worker TEXT,
  attempt INTEGER NOT NULL,
  deaths INTEGER NOT NULL,
  leased_until BIGINT NOT NULL,
  asked BIGINT NOT NULL,
  ended BIGINT,
  PRIMARY KEY (study, id)
);

CREATE UNIQUE INDEX decathlete_trial_revision ON decathlete_trial (study, revision);

CREATE INDEX decathlete_trial_running ON decathlete_trial (study, id) WHERE state = 'RUNNING';

/**
 * How many people have each result of scoring, kept as scores are given: counting a million anew takes longer than scoring
 * ten thousand. It takes the place of an index that every full scoring had to make again.
 */
import type { Migration } from '../migrate.ts'

const COLUMNS = ['grade', 'fit', 'heat', 'score', 'mvl', 'route', 'missing'] as const

/** What is null in `latest_score` is 0 or an empty text here: part of a key. */
const EMPTY: Partial<Record<(typeof COLUMNS)[number], string>> = { mvl: '0', route: "''", missing: "''" }

const keyOf = (row: string): string[] =>
  COLUMNS.map((name) => {
    const empty = EMPTY[name]
    return empty === undefined ? `${row}.${name}` : `coalesce(${row}.${name}, ${empty})`
  })

const isKeyOf = (row: string): string => COLUMNS.map((name, i) => `${name} = ${keyOf(row)[i]!}`).join(' AND ')

const add = `INSERT INTO score_count VALUES (${keyOf('new').join(', ')}, 1)
    ON CONFLICT DO UPDATE SET people = people + 1;`

const take = `UPDATE score_count SET people = people - 1 WHERE ${isKeyOf('old')};
  DELETE FROM score_count WHERE people = 0 AND ${isKeyOf('old')};`

export const scoreCounts: Migration = {
  number: 16,
  name: 'score-counts',
  sql: `
DROP INDEX latest_score_standing;

-- Records that do not count any more: few, so that those that do are counted without being read.
CREATE INDEX record_gone ON record (id) WHERE active = 0;

-- Under which circumstances "measured" was found, apart from the model.
ALTER TABLE score_state ADD COLUMN circumstances TEXT NOT NULL DEFAULT '';

CREATE TABLE score_count (
  grade   TEXT NOT NULL,
  fit     TEXT NOT NULL,
  heat    INTEGER NOT NULL,
  score   INTEGER NOT NULL,
  mvl     INTEGER NOT NULL,
  route   TEXT NOT NULL,
  missing TEXT NOT NULL,
  people  INTEGER NOT NULL,
  PRIMARY KEY (${COLUMNS.join(', ')})
) STRICT, WITHOUT ROWID;
INSERT INTO score_count SELECT ${keyOf('s').join(', ')}, 1 FROM latest_score s WHERE true
  ON CONFLICT DO UPDATE SET people = people + 1;

CREATE TRIGGER score_count_insert AFTER INSERT ON latest_score BEGIN
  ${add}
END;
CREATE TRIGGER score_count_update AFTER UPDATE ON latest_score
WHEN ${COLUMNS.map((name) => `old.${name} IS NOT new.${name}`).join(' OR ')} BEGIN
  ${take}
  ${add}
END;
CREATE TRIGGER score_count_delete AFTER DELETE ON latest_score BEGIN
  ${take}
END;
`,
}

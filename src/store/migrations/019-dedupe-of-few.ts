/**
 * What a dedupe of a few new records would otherwise have read whole each time: the answers among all links that prm made,
 * the pairs that wait for one, and how often values occur, which was nearly all of the model's text.
 */
import type { Migration } from '../migrate.ts'

export const dedupeOfFew: Migration = {
  number: 19,
  name: 'dedupe-of-few',
  sql: `
CREATE INDEX decision_answer ON decision (id)
 WHERE kind IN ('must_link', 'cannot_link') AND decided_by IS NOT 'prm';

CREATE TABLE match_case (
  a      INTEGER NOT NULL,
  b      INTEGER NOT NULL,
  people INTEGER NOT NULL,
  PRIMARY KEY (a, b)
) STRICT, WITHOUT ROWID;
CREATE INDEX match_case_b ON match_case (b);
CREATE INDEX match_case_people ON match_case (people);

CREATE TABLE match_count (
  model_id INTEGER NOT NULL REFERENCES match_model (id),
  kind     TEXT NOT NULL,
  value    TEXT NOT NULL,
  count    INTEGER NOT NULL,
  PRIMARY KEY (model_id, kind, value)
) STRICT, WITHOUT ROWID;
INSERT INTO match_count (model_id, kind, value, count)
SELECT m.id, k.column1, c.key, c.value
  FROM match_model m, (VALUES ('given'), ('family'), ('company')) k,
       json_each(m.model, '$.frequencies.' || k.column1 || '.counts') c;
UPDATE match_model SET model = json_set(model, '$.frequencies.given.counts', json('{}'),
  '$.frequencies.family.counts', json('{}'), '$.frequencies.company.counts', json('{}'))
 WHERE json_type(model, '$.frequencies.given') = 'object';

-- There the pairs that wait were kept, as one text.
DELETE FROM meta WHERE key = 'dedupe_cases';
`,
}

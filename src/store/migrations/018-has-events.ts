/**
 * Of people it is kept that there are events of them, and no longer how many: to count an event more, its person's page of
 * the file was written for nearly every event that came.
 */
import type { Migration } from '../migrate.ts'

export const hasEvents: Migration = {
  number: 18,
  name: 'has-events',
  sql: `
-- Under another schema everybody is scored anew; without it no trigger notes that they have changed.
DELETE FROM score_state;
DELETE FROM score_due;

ALTER TABLE person RENAME COLUMN events TO has_events;
UPDATE person SET has_events = 1 WHERE has_events > 1;

-- One that is tied as it is written; the person may stay as they are.
CREATE TRIGGER score_due_event_insert AFTER INSERT ON event
WHEN new.person_id IS NOT NULL AND EXISTS (SELECT 1 FROM score_state) BEGIN
  INSERT INTO score_due (id) SELECT new.person_id WHERE new.person_id NOT IN (SELECT id FROM score_due);
END;
`,
}

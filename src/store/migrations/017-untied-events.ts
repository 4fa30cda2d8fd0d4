/**
 * Of events only those that are tied to nobody are looked for by whom they are about: the others are found by their
 * person. An index over all of them cost a page of the file for nearly every new event.
 */
import type { Migration } from '../migrate.ts'

export const untiedEvents: Migration = {
  number: 17,
  name: 'untied-events',
  sql: `
DROP INDEX event_about;
CREATE INDEX event_untied ON event (about) WHERE person_id IS NULL;
`,
}

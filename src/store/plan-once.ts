import type Database from 'better-sqlite3'

/** Quoted text and comments, which stay as they are, or the place before a parameter that is compared. */
const COMPARED = /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|(?:=|\bIS|\bLIMIT)\s*(?=[?@])/g

/**
 * Keeps SQLite from planning statements anew each time that they run, which takes longer than most of them do. It does
 * so where its planner looked at a value (`kind = ?`) and that value changes; and better-sqlite3 takes every value away
 * once a statement has run. A plus before the parameter changes nothing, but the planner looks no further.
 */
export const planOnce = (db: Database.Database): void => {
  const prepare = db.prepare.bind(db)
  const signed = (sql: string): string =>
    sql.replaceAll(COMPARED, (found) => (/^['"-]/.test(found) ? found : `${found}+`))
  db.prepare = (sql: string) => prepare(signed(sql))
}

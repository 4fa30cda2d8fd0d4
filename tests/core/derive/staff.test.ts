/** How many functions are known at a company, where a long first load counts them only in its end. */
import { expect, test } from 'vitest'
import { importText, world } from '../../support/world.ts'

const at = (company: string): string => `${company.toLowerCase()}.example`

test(
  'a function that the last who had it has left is not counted, whenever that was read',
  { timeout: 60_000 },
  async () => {
    const rows = Array.from(
      { length: 40_000 },
      (_, i) => `Dana Whitlock${i},dana${i}@${at(`Firm${i % 900}`)},Firm${i % 900},Chef,2026-01-01`,
    )
    const say = (row: number, name: string, title: string, on: string): void => {
      rows[row] = `${name},${name.split(' ')[0]!.toLowerCase()}@${at('Acme')},Acme,${title},${on}`
    }
    say(11, 'Ann Lee', 'CEO', '2026-01-01')
    say(15_000, 'Bob Roe', 'Software Engineer', '2026-01-01')
    say(25_000, 'Bob Roe', 'Software Engineer', '2026-02-01')
    say(35_000, 'Bob Roe', 'Sales Manager', '2026-03-01')
    const w = world()
    await importText(w, `name,email,company,title,last updated\n${rows.join('\n')}\n`)
    expect(w.file.companies.byName('Acme', 'acme')[0]).toMatchObject({ people: 2, stakeholders: 2 })
    w.file.close()
  },
)

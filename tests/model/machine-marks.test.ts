import { describe, expect, test } from 'vitest'
import { isMachineAgent } from '../../src/model/machine-agent.ts'
import { machineMarks, type TimedEvent } from '../../src/model/machine-marks.ts'
import { seeded } from '../support/random.ts'

const event = (text: string, id: number): TimedEvent => {
  const [kind = '', at = '', url, campaign] = text.split(' ')
  const time = at.includes('-') ? at : `2026-11-16T${at}Z`
  return {
    id,
    kind,
    at: time,
    url: url === undefined || url === '-' ? null : url,
    campaign: campaign ?? null,
  }
}

const marked = (texts: readonly string[]): string[] => {
  const events = texts.map(event)
  const marks = machineMarks(events)
  return texts.filter((_, id) => marks.has(id))
}

describe('opens and clicks of a machine', () => {
  test.each<[string, string[], string[]]>([
    ['at the delivery', ['delivered 08:00:04', 'open 08:00:05'], ['open 08:00:05']],
    ['ten seconds after it', ['delivered 08:00:04', 'click 08:00:14 /a'], ['click 08:00:14 /a']],
    ['eleven seconds after it', ['delivered 08:00:04', 'click 08:00:15 /a'], []],
    ['before the server reported it', ['click 08:00:01 /a', 'delivered 08:00:04'], ['click 08:00:01 /a']],
    ['before it was sent, it was another mail', ['click 08:00:01 /a', 'sent 08:00:04'], []],
    ['another campaign', ['delivered 08:00:04 - x', 'open 08:00:05 - y'], []],
    [
      'two links at once',
      ['click 09:00:01 /a', 'click 09:00:02 /b'],
      ['click 09:00:01 /a', 'click 09:00:02 /b'],
    ],
    ['one link twice', ['click 09:00:01 /a', 'click 09:00:02 /a'], []],
    ['two links one after the other', ['click 09:00:01 /a', 'click 09:00:04 /b'], []],
    ['days without a clock', ['delivered 2026-11-16', 'open 2026-11-16'], []],
    ['whole minutes', ['delivered 08:00:00', 'open 08:00:00', 'click 08:00:00 /a', 'click 08:00:00 /b'], []],
    ['a reply is a person’s', ['delivered 08:00:04', 'reply 08:00:05'], []],
  ])('%s', (_, events, expected) => {
    expect(marked(events)).toEqual(expected)
    expect(marked([...events].reverse())).toEqual([...expected].reverse())
  })

  test('are the same in any order', () => {
    const random = seeded(7)
    const kinds = ['sent', 'delivered', 'open', 'click', 'reply']
    let sum = 0
    for (let turn = 0; turn < 200; turn++) {
      const texts = Array.from({ length: 12 }, () => {
        const second = String(Math.floor(random() * 60)).padStart(2, '0')
        return `${kinds[Math.floor(random() * 5)]!} 08:0${Math.floor(random() * 2)}:${second} /${Math.floor(random() * 3)}`
      })
      const events = texts.map(event)
      const expected = [...machineMarks(events)].sort()
      const shuffled = events.map((one) => ({ one, at: random() })).sort((a, b) => a.at - b.at)
      expect([...machineMarks(shuffled.map(({ one }) => one))].sort()).toEqual(expected)
      sum += expected.length
    }
    expect(sum).toBeGreaterThan(100)
  })
})

describe('isMachineAgent', () => {
  test.each([
    ['Mozilla/5.0', true],
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) Firefox/130.0', false],
    ['Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)', false],
    ['Barracuda Sentinel (EE)', true],
    ['python-requests/2.31', true],
    ['Mozilla/5.0 (X11) HeadlessChrome/120.0', true],
  ])('%s: %j', (agent, expected) => {
    expect(isMachineAgent(agent)).toBe(expected)
  })
})

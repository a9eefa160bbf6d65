import { parse } from 'csv-parse/sync'
import { expect, it } from 'vitest'
import { funnelDocument, type FunnelDocument } from '#contract/funnel.ts'
import { assembleFunnel } from '#core/report/funnel.ts'
import { addMember, emptyTally, type Frame, type Tally } from '#core/report/tally.ts'
import { funnelCsv, funnelText } from './funnel-print.ts'
import { displayWidth } from './table.ts'

const day = 86_400_000
const frame: Frame = { stages: 2, window: 30 * day, until: null, now: Date.parse('2026-06-01'), medians: true }

function example(): FunnelDocument {
  const start = Date.parse('2026-01-05')
  const counted = new Map<string | null, Tally>()
  const add = (value: string | null, at: number[]) => {
    const tally = counted.get(value) ?? emptyTally(frame)
    counted.set(value, tally)
    addMember(tally, frame, { at, imputed: 0 })
  }
  add('네이버 검색', [start, start + 2 * day])
  add('네이버 검색', [start, Number.NaN])
  add('Яндекс', [start, start - day])
  add('=HYPERLINK("x")', [Date.parse('2026-05-30'), Number.NaN])
  add('red\u001b[31m', [start, Number.NaN])
  add(null, [start, start + 4 * day])
  return funnelDocument.parse({
    model: 'm',
    subject: 'person',
    name: { en: 'Sales', ko: '영업' },
    stages: [
      { id: 'lead', name: { en: 'Lead', ko: '리드', ru: 'Лид' } },
      { id: 'won', name: { en: 'Customer', ko: '고객', ru: 'Клиент' } },
    ],
    zone: 'UTC',
    from: '2026-01-01T00:00:00.000Z',
    to: '2026-07-01T00:00:00.000Z',
    window: '30d',
    pass: 'first',
    by: 'channel',
    only: [],
    until: null,
    asOf: null,
    now: new Date(frame.now).toISOString(),
    ...assembleFunnel(frame, ['lead', 'won'], counted, true),
    notes: ['open_windows', 'faults'],
  })
}

it('prints the steps and the groups aligned, in each language, and says what must be said', () => {
  const text = funnelText(example(), 'en')
  expect(text).toContain(
    '6 people who entered from 2026-01-01 to 2026-06-30, days of UTC; each step within 30d of entry',
  )
  expect(text).toMatch(/Customer +3 +50\.00 % +18\.76–81\.24 +50\.00 % +1 +60\.00 %/)
  expect(text).toContain('1 of 6 still have an open window')
  expect(text).toContain('1 reached some stage before an earlier one')
  expect(text).toMatch(/\(missing\) +1 +1 \(100\.00 %\)/)
  expect(text).not.toContain('\u001b')
  for (const language of ['en', 'ko', 'ru'] as const) {
    const blocks = funnelText(example(), language).split('\n\n')
    for (const block of [blocks[1]!, blocks[2]!]) {
      expect(new Set(block.split('\n').map(displayWidth)).size, block).toBe(1)
    }
  }
  expect(funnelText(example(), 'ko')).toContain('고객')
})

it('as CSV it has a row a group and stage, with formulas guarded and numbers left alone', () => {
  const rows: Record<string, string>[] = parse(funnelCsv(example()), { columns: true })
  expect(rows).toHaveLength(2 * 6)
  expect(rows[1]).toMatchObject({ group: 'all', stage: 'won', reached: '3', first_rate: '0.5', faults: '1' })
  expect(rows.map((row) => row['value'])).toContain(`'=HYPERLINK("x")`)
  const yandex = rows.find((row) => row['value'] === 'Яндекс' && row['stage'] === 'won')
  expect(yandex).toMatchObject({ median_days_since_first: '-1' })
})

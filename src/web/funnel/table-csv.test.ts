import { expect, test } from 'vitest'
import type { FunnelDocument } from '#contract/funnel.ts'
import { assembleFunnel } from '#core/report/funnel.ts'
import { addMember, emptyTally, type Frame } from '#core/report/tally.ts'
import { funnelTable } from './table-csv.ts'

test('the table holds every group and stage, and a group named like a formula stays a name', () => {
  const day = 86_400_000
  const frame: Frame = { stages: 2, window: null, until: null, now: 0, medians: true }
  const tally = emptyTally(frame)
  addMember(tally, frame, { at: [0, 2 * day], imputed: 0 })
  addMember(tally, frame, { at: [0, Number.NaN], imputed: 0 })
  const funnel: FunnelDocument = {
    model: 'm',
    subject: 'person',
    name: { en: 'M' },
    stages: [
      { id: 'lead', name: { en: 'Lead' } },
      { id: 'won', name: { en: 'Won' } },
    ],
    zone: 'Asia/Seoul',
    from: null,
    to: '2026-11-22T00:00:00.000Z',
    window: null,
    pass: 'first',
    by: 'campaign',
    only: [],
    until: null,
    asOf: null,
    now: '2026-11-22T00:00:00.000Z',
    ...assembleFunnel(frame, ['lead', 'won'], new Map([['=1+1', tally]]), true),
    notes: [],
  }
  const words = {
    stageName: (stage: string) => stage,
    groupName: (group: { value: string | null }) => group.value ?? 'All',
  }
  const lines = funnelTable(funnel, null, words).trim().split('\r\n')
  expect(lines).toHaveLength(5)
  expect(lines[2]).toMatch(/^current,,2026-11-22T00:00:00.000Z,Asia\/Seoul,,All,won,won,1,0,1,0,0,2,0.5,/)
  expect(lines[2]).toMatch(/,2,2$/)
  expect(lines[4]).toContain(",'=1+1,won,")
  const columns = new Set(lines.map((line) => line.split(',').length))
  expect(columns.size).toBe(1)
})

import { expect, test } from 'vitest'
import { defaultBlueprint } from '#core/blueprint/default.ts'
import type { DealEvent, DealFacts, DealKind } from '#core/deal/event.ts'
import { endingsOf } from '#core/deal/memory.ts'

const models = new Map(defaultBlueprint().models.map((model) => [model.id, model]))
const pipeline = 'sales_pipeline'
const event = <Kind extends DealKind>(at: number, kind: Kind, data: DealFacts[Kind]) =>
  ({ id: `e${at}`, at, kind, data, by: {} }) as DealEvent

test('a lost deal is remembered with its reason and until when, also after it came back', () => {
  const events = [
    event(1, 'opened', { pipeline, stage: 'contact', fields: {} }),
    event(2, 'moved', { pipeline, stage: 'meeting' }),
    event(3, 'moved', { pipeline, outcome: 'lost', reason: 'not_now', note: 'after the merger' }),
    event(4, 'recycled', { reason: 'not_now', until: '2027-03-01' }),
    event(5, 'moved', { pipeline, stage: 'qualification' }),
    event(6, 'moved', { pipeline, stage: 'close', reason: 'trust' }),
    event(7, 'moved', { pipeline, stage: 'retention' }),
  ]
  expect(endingsOf(events, models)).toEqual([
    {
      at: 3,
      pipeline,
      from: 'meeting',
      outcome: 'lost',
      status: 'lost',
      reason: 'not_now',
      note: 'after the merger',
      recycled: { at: 4, reason: 'not_now', until: '2027-03-01', note: null },
      reopenedAt: 5,
    },
    expect.objectContaining({ at: 6, from: 'qualification', status: 'won', reason: 'trust', reopenedAt: null }),
  ])
})

test('a deal that is open has no endings', () => {
  expect(endingsOf([event(1, 'opened', { pipeline, stage: 'contact', fields: {} })], models)).toEqual([])
})

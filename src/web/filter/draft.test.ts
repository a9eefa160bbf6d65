import { describe, expect, it } from 'vitest'
import { conditionSchema } from '#contract/rule.ts'
import type { Condition } from '#core/rule.ts'
import {
  changed,
  conditionOf,
  draftOf,
  eventConditionOf,
  eventDraft,
  newGroup,
  newLine,
  readCondition,
} from './draft.ts'

const kr: Condition = { field: 'person.country', op: 'is', value: 'KR' }
const hot: Condition = { field: 'score.total', op: 'gte', value: 50 }
const demo: Condition = {
  count: {
    all: [
      { field: 'event.name', op: 'is', value: 'demo_requested' },
      { field: 'props.form', op: 'contains', value: 'x' },
    ],
  },
  within: '30d',
  op: 'gte',
  value: 1,
}

describe('a condition being edited', () => {
  it('comes back as it was', () => {
    const conditions: Condition[] = [
      kr,
      { all: [kr, hot] },
      { any: [kr, { all: [hot, demo] }] },
      { all: [kr, { not: hot }] },
      { not: { any: [kr, hot] } },
    ]
    for (const condition of conditions) expect(conditionOf(draftOf(condition))).toEqual(condition)
    expect(conditionOf(draftOf(null))).toBe(null)
  })

  it('leaves out lines that are not finished, and groups with nothing in them', () => {
    const group = newGroup('all', [
      newLine(kr),
      newLine({ field: 'person.city', op: 'is', value: '' }),
      newLine({ field: 'person.city', op: 'in', value: [] }),
      newLine({ count: {}, op: 'gte', value: 1.5 }),
      newLine({ since: {}, op: 'gte', value: 'x' }),
      newGroup('any', [newLine({ inStage: '', op: 'gte', value: '3d' })]),
    ])
    expect(conditionOf(group)).toEqual(kr)
  })

  it('changes and loses items anywhere', () => {
    const inner = newLine(hot)
    const group = newGroup('all', [newLine(kr), newGroup('any', [inner, newLine(demo)])])
    expect(conditionOf(changed(group, inner.key, null))).toEqual({ all: [kr, demo] })
    expect(conditionOf(changed(group, inner.key, newLine(kr)))).toEqual({ all: [kr, { any: [kr, demo] }] })
  })

  it('shows events by name and detail, and keeps what it cannot show', () => {
    for (const condition of [
      {},
      { field: 'event.name', op: 'is', value: 'a' },
      { field: 'event.name', op: 'in', value: ['a', 'b'] },
      {
        all: [
          { field: 'event.name', op: 'is', value: 'a' },
          { field: 'props.x', op: 'gt', value: 3 },
        ],
      },
    ] as const) {
      const draft = eventDraft(structuredClone(condition) as never)
      expect(draft && eventConditionOf(draft)).toEqual(condition)
    }
    expect(eventDraft({ any: [] })).toBe(null)
  })

  it('reads from an address only what has the form of a condition', () => {
    for (const good of [kr, { all: [kr, hot] }, demo, { count: {}, op: 'gte', value: 1 }]) {
      expect(readCondition(good)).toEqual(good)
      expect(conditionSchema.safeParse(good).success).toBe(true)
    }
    for (const bad of [
      null,
      'x',
      [],
      {},
      { all: [1] },
      { field: 3, op: 'is' },
      { since: {}, op: 'gte', value: 'soon' },
    ]) {
      expect(readCondition(bad)).toBe(null)
    }
  })
})

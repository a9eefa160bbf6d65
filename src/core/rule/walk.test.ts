import { describe, expect, test } from 'vitest'
import type { Condition } from '#core/rule.ts'
import { eventNames, fieldsUsed, walkCondition } from '#core/rule/walk.ts'

const condition: Condition = {
  all: [
    { field: 'icp', op: 'is', value: true },
    { any: [{ not: { field: 'person.title', op: 'exists' } }, { field: 'icp', op: 'is', value: true }] },
    {
      count: {
        all: [
          { field: 'event.name', op: 'in', value: ['a', 'b'] },
          { field: 'props.x', op: 'exists' },
        ],
      },
      op: 'gte',
      value: 1,
    },
    { since: { field: 'event.name', op: 'is', value: 'c' }, op: 'lt', value: '3d' },
  ],
}

describe('walking a condition', () => {
  test('gives every node with its path', () => {
    expect([...walkCondition(condition, 'entry')].map(({ path }) => path)).toEqual([
      'entry',
      'entry.all[0]',
      'entry.all[1]',
      'entry.all[1].any[0]',
      'entry.all[1].any[0].not',
      'entry.all[1].any[1]',
      'entry.all[2]',
      'entry.all[2].count',
      'entry.all[2].count.all[0]',
      'entry.all[2].count.all[1]',
      'entry.all[3]',
      'entry.all[3].since',
    ])
  })

  test('fields of the person once each, those of events apart', () => {
    expect(fieldsUsed(condition)).toEqual(['icp', 'person.title'])
    expect(eventNames(walkCondition(condition)).map(({ name }) => name)).toEqual(['a', 'b', 'c'])
  })
})

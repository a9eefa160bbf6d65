import { expect, test } from 'vitest'
import { conditionSchema } from '#contract/rule.ts'
import { defaultBlueprint } from '#core/blueprint/default.ts'
import { narrowing, withNarrowing } from './icp.ts'

const { when } = defaultBlueprint().icp
const narrow = { industries: ['logistics', '물류'], countries: ['KR'], employees: 50 }

test('what was put in is found again, put in twice it stands once, and taken out the rule is as before', () => {
  const once = withNarrowing(when, narrow)
  expect(narrowing(once)).toEqual(narrow)
  expect(withNarrowing(once, narrow)).toEqual(once)
  expect(withNarrowing(once, { industries: [], countries: [], employees: null })).toEqual(when)
  expect(conditionSchema.safeParse(once).success).toBe(true)
})

test('a rule of one condition keeps it', () => {
  const own = { field: 'account.tier', op: 'is', value: 'A' } as const
  expect(withNarrowing(own, { industries: ['x'], countries: [], employees: null })).toEqual({
    all: [own, { field: 'account.industry', op: 'in', value: ['x'] }],
  })
})

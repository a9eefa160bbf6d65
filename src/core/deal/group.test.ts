import { expect, test } from 'vitest'
import type { BuyingRole, Stance } from '#core/deal/event.ts'
import { warningsOfGroup } from '#core/deal/group.ts'

const one = (roles: BuyingRole[], stance: Stance = 'unknown', heardAt: number | null = 1) => ({
  roles,
  stance,
  heardAt,
})

test.each([
  ['nobody yet', [], ['nobody']],
  ['one person alone', [one(['decision_maker'], 'supports')], ['single_threaded']],
  [
    'several, of whom one was ever heard',
    [one(['champion'], 'supports'), one(['decision_maker'], 'unknown', null)],
    ['single_threaded', 'decision_maker_silent'],
  ],
  ['nobody decides, nobody supports', [one(['user']), one(['technical'])], ['no_decision_maker', 'no_supporter']],
  [
    'somebody blocks and who decides does not support it',
    [one(['decision_maker'], 'neutral'), one(['champion'], 'supports'), one(['blocker'], 'against')],
    ['blocker'],
  ],
  ['a blocker whom the decision maker outweighs', [one(['decision_maker'], 'supports'), one(['blocker'])], []],
] as const)('%s', (_, people, warnings) => {
  expect(warningsOfGroup(people)).toEqual(warnings)
})

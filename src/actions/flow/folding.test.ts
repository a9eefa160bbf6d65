import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Folding } from '#actions/flow/folding.ts'
import { defaultBlueprint } from '#core/blueprint/default.ts'
import { fold } from '#core/fold/fold.ts'
import type { FoldEvent } from '#core/fold/input.ts'
import { compileHistory } from '#core/fold/program.ts'
import { day, history, origin } from '#test/arbitrary/history.ts'

const programs = compileHistory([{ version: 1, appliedAt: origin - day, blueprint: defaultBlueprint() }], 'Asia/Seoul')
const now = origin + 400 * day

function folding(events: readonly FoldEvent[], fresh: boolean): Folding {
  return new Folding({ personId: 'p', run: fold(events, programs, now), fresh, isNew: false, nextDueAt: null })
}

test('a state that was let go and asked for again comes to the same', () => {
  const holds = fc.property(history, fc.boolean(), (events, fresh) => {
    const kept = folding(events, fresh).outcome(now)
    const back = folding(events, fresh)
    back.settle(now)
    // whoever asks for the run gets it back, and what is written is worked out anew
    expect(back.run.state.account).toBe(back.account)
    expect(back.outcome(now)).toEqual(kept)
  })
  fc.assert(holds, { numRuns: 300 })
})

test('somebody who went from one company to another stays a member of both, though the text of a state holds one', () => {
  const event = (name: string, time: number, accountId: string): FoldEvent => ({
    messageId: `${name} ${time}`,
    time,
    own: true,
    name,
    object: null,
    content: null,
    channel: null,
    campaign: null,
    source: 'server',
    verdict: 'human',
    props: {},
    traits: null,
    accountId,
    accountBy: 'group',
    accountTraits: null,
    domain: null,
  })
  const back = folding([event('page_viewed', origin, 'one'), event('page_viewed', origin + day, 'two')], true)
  back.settle(now)
  expect(Object.keys(back.run.state.accounts)).toEqual(['two'])
  expect(back.outcome(now).joined.toSorted()).toEqual(['one', 'two'])
})

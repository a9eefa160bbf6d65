import { describe, expect, it } from 'vitest'
import { defaultBlueprint } from '#core/blueprint/default.ts'
import { fold } from '#core/fold/fold.ts'
import type { FoldEvent } from '#core/fold/input.ts'
import { packState, unpackState } from '#core/fold/pack.ts'
import { compileHistory } from '#core/fold/program.ts'
import { factsOf, stringifyState } from '#core/fold/state.ts'
import type { Condition } from '#core/rule.ts'

const start = Date.parse('2026-03-01T00:00:00Z')
const name = { en: 'Test' }

function happened(minute: number, more: Partial<FoldEvent>): FoldEvent {
  return {
    messageId: `m${minute}`,
    time: start + minute * 60_000,
    own: true,
    name: 'page_viewed',
    object: null,
    content: null,
    channel: null,
    campaign: null,
    source: 'server',
    verdict: 'human',
    props: {},
    traits: null,
    accountId: null,
    accountBy: null,
    accountTraits: null,
    domain: null,
    ...more,
  }
}

function stateOf(events: FoldEvent[], change: (blueprint: ReturnType<typeof defaultBlueprint>) => void) {
  const blueprint = defaultBlueprint()
  change(blueprint)
  const programs = compileHistory([{ version: 1, appliedAt: start, blueprint }], 'Asia/Seoul')
  return fold(events, programs, start + 3_600_000).state
}

describe('facts', () => {
  it('points for fit add up to two decimals: a tenth and two tenths are three tenths', () => {
    const when: Condition = { field: 'person.title', op: 'exists' }
    const state = stateOf([happened(1, { traits: { title: 'x' } })], ({ scores }) => {
      scores.fit.rules = [
        { id: 'a', name, when, points: 0.1 },
        { id: 'b', name, when, points: 0.2 },
      ]
    })
    expect(state.fitPoints).toBe(0.3)
  })

  it('seniority and function follow from the title, by the map of the version; what somebody told stands before it', () => {
    const titled = happened(1, { traits: { title: 'Head of Growth & Partnerships' } })
    const told = happened(2, { traits: { seniority: 'VP' } })
    const cleared = happened(3, { traits: { title: null, seniority: null } })
    const heads: Condition = { field: 'person.seniority', op: 'is', value: 'head' }
    const partners: Condition = { field: 'person.function', op: 'is', value: 'business_development' }
    const asks = ({ icp }: ReturnType<typeof defaultBlueprint>) => {
      icp.when = { all: [heads, partners] }
    }
    expect(stateOf([titled], asks)).toMatchObject({
      icp: true,
      facts: { title: 'Head of Growth & Partnerships' },
      derived: { seniority: 'head', function: ['marketing', 'business_development'] },
    })
    expect(factsOf(stateOf([titled, told], asks))).toMatchObject({ seniority: 'VP' })
    expect(stateOf([titled, told], asks).icp).toBe(false)
    expect(factsOf(stateOf([titled, told, cleared], asks))).toEqual({})
    const withoutMap = stateOf([titled], (blueprint) => {
      asks(blueprint)
      delete blueprint.titles
    })
    expect(withoutMap).toMatchObject({ icp: false, derived: {} })
  })

  it('a version with other words reads the titles of the past anew', () => {
    const later = defaultBlueprint()
    later.titles = { list: 1, titles: [{ text: 'Wizard', seniority: 'director', functions: ['it'] }], words: [] }
    const versions = [
      { version: 1, appliedAt: start, blueprint: defaultBlueprint() },
      { version: 2, appliedAt: start + 600_000, blueprint: later },
    ]
    const programs = compileHistory(versions, 'Asia/Seoul')
    const events = [happened(1, { traits: { title: 'Wizard' } })]
    expect(fold(events, programs, start + 300_000).state).toMatchObject({ derived: {}, persona: 'specialist' })
    const { state } = fold(events, programs, start + 900_000)
    expect(state).toMatchObject({ derived: { seniority: 'director', function: 'it' }, persona: 'technical' })
    expect(stringifyState(unpackState(packState(state)))).toBe(stringifyState(state))
  })

  it('a domain that a work address gives back, after somebody cleared it, is judged like any fact', () => {
    const works = { accountId: 'acme', accountBy: 'domain', domain: 'acme.test' } as const
    const cleared = { own: false, accountId: 'acme', accountTraits: { domain: null } }
    const knows = ({ icp }: ReturnType<typeof defaultBlueprint>) => {
      icp.when = { field: 'account.domain', op: 'is', value: 'acme.test' }
    }
    const [first, second, third] = [happened(1, works), happened(2, cleared), happened(3, works)]
    expect(stateOf([first], knows).icp).toBe(true)
    expect(stateOf([first, second], knows).icp).toBe(false)
    expect(stateOf([first, second, third], knows).icp).toBe(true)
  })
})

import fc from 'fast-check'
import type { Blueprint } from '#core/blueprint.ts'
import { defaultBlueprint } from '#core/blueprint/default.ts'
import type { Event } from '#core/event.ts'
import type { Json, JsonObject } from '#core/json.ts'
import type { Condition, CountOp, EventCondition, FieldCondition, Op } from '#core/rule.ts'
import { durationPool, eventNamePool, factNames, fieldArbitrary, propNames, textPool } from '#test/arbitrary/rule.ts'
import { event, keys } from '#test/events.ts'

const hour = 3_600_000
export const populationFrom = Date.parse('2026-03-01T00:00:00Z')
/** when the last of them may happen (epoch ms) */
export const populationTo = populationFrom + 60 * 24 * hour

/** Texts that comparing, ordering, folding or quoting by somebody else's rules would get wrong. */
export const hostileTexts = [
  '%',
  '_',
  'a%',
  '%b',
  'a_c',
  '\\',
  'a\\',
  "'",
  "'; drop table person; --",
  '"',
  '""',
  '{}',
  '[]',
  '["a"]',
  'null',
  'true',
  '1',
  '1.0',
  '$1',
  '$name',
  '§0§',
  '{a,b}',
  '0x1F',
  'İ',
  'i̇',
  'ı',
  'ς',
  'Σ',
  'σ',
  'ΑΣ',
  'ας',
  'αΣ β',
  'ß',
  'ẞ',
  'ss',
  'K',
  '\u212a',
  'k',
  'ﬁ',
  'fi',
  '\u212b',
  '\u00c5',
  'å',
  'a  b',
  'A\tB',
  'a\u00a0b',
  '\u3000a b\n',
  'a\u0001b',
  '\u00e9',
  'e\u0301',
  '\ud55c',
  '\u1112\u1161\u11ab',
  '한글',
  '😀',
  '😀😁',
  '👩‍💻',
  '\uffff',
  '\ufffd',
  '\u{10000}',
  '\ue000',
  'Ё',
  'ё',
  'е',
  'Е',
  'ЩУКА',
  'щука',
  'ǅ',
] as const

/** A handful of texts, so that the same ones meet often. */
export const someTexts: fc.Arbitrary<string[]> = fc.shuffledSubarray([...textPool, ...hostileTexts], {
  minLength: 6,
  maxLength: 9,
})

const somePropNames = [...propNames, '$name', 'a.b'] as const
const propFields = somePropNames.map((name) => `props.${name}`)
const halfLife = '7d'
const places = ['prospect', 'subscriber', 'lead', 'mql', 'sql', 'customer'] as const

/** The default, with a fit that takes many values, points that fall on the edges of rounding, and personas of these facts. */
export function populationBlueprint(): Blueprint {
  const blueprint = defaultBlueprint()
  const name = { en: 'Test' }
  const fact = (field: string, op: Op, value?: Json): Condition => ({
    field,
    op,
    ...(value === undefined ? {} : { value }),
  })
  blueprint.scores.fit.rules.push(
    { id: 'p1', name, when: fact('person.title', 'exists'), points: 0.1 },
    { id: 'p2', name, when: fact('person.country', 'contains', 'a'), points: 0.2 },
    { id: 'p3', name, when: fact('person.score', 'gt', 1), points: 12.34 },
    { id: 'p4', name, when: fact('account.employees', 'exists'), points: -5 },
  )
  blueprint.scores.engagement.halfLife = halfLife
  const on = (value: string): EventCondition => ({ field: 'event.name', op: 'is', value })
  blueprint.scores.engagement.rules.push(
    { id: 'e1', name, on: on('My own event'), points: 0.01, repeat: 'every' },
    { id: 'e2', name, on: on('page_viewed'), points: 2.01, repeat: 'every' },
    { id: 'e3', name, on: on('demo_requested'), points: 20, repeat: 'every' },
  )
  blueprint.personas.unshift(
    { id: 'first', name, about: name, when: fact('person.industry', 'starts_with', 'a') },
    { id: 'second', name, about: name, when: fact('account.industry', 'exists') },
  )
  blueprint.icp.when = { any: [fact('person.employees', 'gte', 1), fact('account.domain', 'is', 'globex.test')] }
  return blueprint
}

const numbers = [-1, 0, 0.5, 1, 9.99, 10, 100, 1e21, 1e-7] as const

function facts(names: readonly string[], texts: readonly string[]): fc.Arbitrary<JsonObject> {
  const text = fc.constantFrom<Json>(...texts)
  const scalar = fc.oneof(text, text, fc.constantFrom<Json>(...numbers), fc.boolean())
  const odd = fc.constantFrom<Json>({}, { a: 1 }, [], [[]], [null], [['a']])
  const value = fc.oneof(
    { weight: 8, arbitrary: scalar },
    { weight: 2, arbitrary: fc.array(fc.oneof(scalar, fc.constant(null)), { maxLength: 3 }) },
    { weight: 1, arbitrary: fc.constant<Json>(null) },
    { weight: 1, arbitrary: odd },
  )
  return fc.dictionary(fc.constantFrom(...names), value, {
    maxKeys: 4,
    noNullPrototype: true,
  }) as fc.Arbitrary<JsonObject>
}

/** Some dozen people of three companies, their events in any order of time, many at the same moments. */
export function populationArbitrary(texts: readonly string[]): fc.Arbitrary<Event[]> {
  const text = fc.constantFrom(...texts)
  const one = fc.record({
    person: fc.nat(19),
    // on a grid of hours, as windows are, and close beside it
    time: fc
      .tuple(fc.integer({ min: 0, max: 119 }), fc.constantFrom(0, 0, 0, -1, 1))
      .map(([half, beside]) => populationFrom + 60_000 + half * 12 * hour + beside),
    kind: fc.constantFrom<'own' | 'fact' | 'consent' | 'list' | 'handoff' | 'hand' | 'company'>(
      ...(['own', 'own', 'own', 'own', 'own', 'own'] as const),
      ...(['fact', 'fact', 'consent', 'list', 'handoff', 'hand', 'company'] as const),
    ),
    name: fc.oneof(fc.constantFrom<string>(...eventNamePool), text),
    verdict: fc.constantFrom<Event['verdict']>('human', 'human', 'human', 'human', 'unsure', 'machine'),
    source: fc.constantFrom<Event['source']>('browser', 'server', 'import'),
    object: fc.oneof(fc.constant(null), text),
    content: fc.oneof(fc.constantFrom(null, 'price', 'blog_article'), text),
    channel: fc.oneof(fc.constantFrom(null, 'search', 'email'), text),
    campaign: fc.oneof(fc.constant(undefined), text),
    props: facts(somePropNames, texts),
    traits: facts(factNames, texts),
    account: facts([...factNames, 'domain'], texts),
    group: fc.constantFrom(null, null, 'g1', 'g2'),
    yes: fc.boolean(),
    purpose: fc.constantFrom('marketing', 'calls'),
    stage: fc.constantFrom(...places),
  })
  return fc.array(one, { minLength: 90, maxLength: 140 }).map((drafts) =>
    drafts.map((draft): Event => {
      const { person, kind, time, verdict, source, traits, account, group, yes } = draft
      const email = `p${person}@${['acme.test', 'globex.test', 'gmail.com'][person % 3]}`
      const who = keys({ userId: `u${person}`, email: person % 4 === 0 ? null : email })
      const mailKind = who.email === null ? null : person % 3 === 2 ? 'free' : 'work'
      const base = { keys: who, mailKind, verdict, source } as const
      switch (kind) {
        case 'own': {
          const { name, object, content, channel, campaign, props } = draft
          const all = campaign === undefined ? props : { ...props, campaign }
          return event(name === '' ? 'Nameless' : name, time, { ...base, object, content, channel, props: all })
        }
        case 'fact':
          return event('form_submitted', time, { ...base, traits })
        case 'company':
          return event('account_updated', time, { ...base, groupId: group, accountTraits: account })
        case 'consent':
          return event(yes ? 'consent_granted' : 'consent_withdrawn', time, {
            ...base,
            props: { purpose: draft.purpose },
          })
        case 'list':
          return event(yes ? 'list_added' : 'list_removed', time, {
            ...base,
            props: { list: yes ? 'vip' : draft.purpose },
          })
        case 'handoff':
          return event(yes ? 'handoff_opened' : 'lead_accepted', time, base)
        case 'hand':
          return event('stage_set', time, { ...base, props: { model: 'lifecycle', stage: draft.stage, newPass: yes } })
      }
    }),
  )
}

/** What to ask a population: the texts it has, and scores that somebody has. */
export interface Asked {
  texts: readonly string[]
  scores: readonly number[]
}

/** Any condition that a segment may ask. */
export function segmentArbitrary({ texts, scores }: Asked): fc.Arbitrary<Condition> {
  const facts = fieldArbitrary(
    [...factNames.map((name) => `person.${name}`), ...factNames.map((name) => `account.${name}`)],
    texts,
  )
  const word = (fields: string[], words: readonly string[]): fc.Arbitrary<FieldCondition> =>
    fieldArbitrary(fields, [...words, words[0] as string])
  const standing = fc.oneof(
    word(['persona'], ['first', 'second', 'a']),
    word(['icp', 'handoff.open', 'list.vip', 'list.marketing'], ['true', 'a']),
    fc.record({
      field: fc.constantFrom('icp', 'handoff.open', 'list.vip'),
      op: fc.constantFrom<Op>('is', 'is_not'),
      value: fc.boolean(),
    }),
    word(['consent.marketing', 'consent.calls'], ['granted', 'withdrawn', 'Granted']),
    word(['stage.lifecycle', 'furthest.lifecycle', 'outcome.lifecycle', 'stage.nowhere'], [...places, 'Lead']),
    word(['first.channel', 'first.campaign', 'first.object'], ['search', 'email', ...texts]),
    word(['account.domain', 'person.email'], ['acme.test', 'globex.test', '@globex', ...texts]),
  )
  const score = fc.record({
    field: fc.constantFrom('score.fit', 'score.engagement', 'score.total'),
    op: fc.constantFrom<Op>('is', 'is_not', 'gt', 'gte', 'lt', 'lte', 'in', 'not_in', 'exists', 'missing'),
    value: fc
      .tuple(fc.constantFrom(0, 0.01, 5, 1e9, -5, 0.005, ...scores), fc.constantFrom(0, 0, 0.01, -0.01, 1e-9))
      .map(([value, beside]) => value + beside),
  })
  const scored = score.map(({ field, op, value }): FieldCondition => {
    if (op === 'exists' || op === 'missing') return { field, op }
    return { field, op, value: op === 'in' || op === 'not_in' ? [value, 0, 'a'] : value }
  })
  const duration = fc.constantFrom(...durationPool, '3w', '60d')
  const lasting = { op: fc.constantFrom('gte' as const, 'lt' as const), value: duration }
  const ofEvent = eventConditionOf(texts)
  const leaves: fc.Arbitrary<Condition>[] = [
    facts,
    facts,
    standing,
    scored,
    fc.record(
      {
        count: ofEvent,
        within: duration,
        op: fc.constantFrom<CountOp>('gte', 'gt', 'lte', 'lt', 'is'),
        value: fc.integer({ min: 0, max: 4 }),
      },
      { requiredKeys: ['count', 'op', 'value'] },
    ),
    fc.record({
      count: fieldArbitrary(propFields, texts),
      op: fc.constantFrom<CountOp>('gte', 'is'),
      value: fc.integer({ min: 1, max: 2 }),
    }),
    fc.record({ since: ofEvent, ...lasting }),
    fc.record({ inStage: fc.constantFrom('lifecycle', 'lifecycle', 'nowhere'), ...lasting }),
  ]
  return fc.letrec<{ node: Condition }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      ...leaves,
      fc.record({ all: fc.array(tie('node'), { maxLength: 3 }) }),
      fc.record({ any: fc.array(tie('node'), { maxLength: 3 }) }),
      fc.record({ not: tie('node') }),
    ),
  })).node
}

/** Conditions that read nothing but events. */
export function eventsOnlyArbitrary({ texts }: Asked): fc.Arbitrary<Condition> {
  const duration = fc.constantFrom(...durationPool, '60d')
  return fc.oneof(
    fc.record(
      {
        count: eventConditionOf(texts),
        within: duration,
        op: fc.constantFrom<CountOp>('gte', 'gt', 'lte', 'lt', 'is'),
        value: fc.integer({ min: 0, max: 4 }),
      },
      { requiredKeys: ['count', 'op', 'value'] },
    ),
    fc.record({
      since: eventConditionOf(texts),
      op: fc.constantFrom('gte' as const, 'lt' as const),
      value: duration,
    }),
  )
}

function eventConditionOf(texts: readonly string[]): fc.Arbitrary<EventCondition> {
  return fc.letrec<{ node: EventCondition }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      fieldArbitrary(['event.name'], [...eventNamePool, ...texts]),
      fieldArbitrary(['event.object', 'event.content', 'event.channel', ...propFields], texts),
      fieldArbitrary(['event.source', 'event.verdict', 'event.channel'], ['browser', 'server', 'human', 'search']),
      fc.constant({}),
      fc.record({ all: fc.array(tie('node'), { maxLength: 3 }) }),
      fc.record({ any: fc.array(tie('node'), { maxLength: 3 }) }),
      fc.record({ not: tie('node') }),
    ),
  })).node
}

import fc from 'fast-check'
import type { Event } from '#core/event.ts'
import type { Json, JsonObject } from '#core/json.ts'
import type { Condition, CountOp, EventCondition, FieldCondition, Op } from '#core/rule.ts'

/** Values that meet each other often, in every script and letter case, with types that differ. */
export const textPool = [
  'a',
  'A',
  'Ä',
  'ä',
  'ß',
  'ЁЛКА',
  'ёлка',
  'Елка',
  '한국',
  '\u1112\u1161\u11ab\u1100\u116e\u11a8',
  'ＡＢＣ',
  'abc',
  ' abc ',
  'ab',
  '',
  '10',
] as const
const numberPool = [-1, 0, 0.5, 1, 9.99, 10, 100, 1e6] as const

/** A fact: missing, null, a text, a number, a truth, or several of them. */
export const factArbitrary: fc.Arbitrary<Json | undefined> = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom<Json>(...textPool) },
  { weight: 3, arbitrary: fc.constantFrom<Json>(...numberPool) },
  { weight: 1, arbitrary: fc.boolean() },
  { weight: 1, arbitrary: fc.constantFrom(null, undefined) },
  { weight: 1, arbitrary: fc.array(fc.constantFrom<Json>(...textPool, ...numberPool), { maxLength: 3 }) },
)

export const factNames = ['email', 'title', 'country', 'industry', 'employees', 'score', 'tags'] as const
export const eventNamePool = [
  'page_viewed',
  'form_submitted',
  'demo_requested',
  'contract_signed',
  'My own event',
] as const
export const propNames = ['path', 'seconds', 'plan'] as const
export const durationPool = ['15m', '12h', '1d', '7d', '30d', '2w'] as const

/** A comparison of one of these fields by any operator, with a value of the operator's own type. */
export function fieldArbitrary(
  fields: readonly string[],
  texts: readonly string[] = textPool,
): fc.Arbitrary<FieldCondition> {
  const field = fc.constantFrom(...fields)
  const text = fc.constantFrom<Json>(...texts)
  const number = fc.constantFrom<Json>(...numberPool)
  const valueArbitrary = fc.oneof(text, number, fc.boolean())
  const listArbitrary: fc.Arbitrary<Json> = fc.array(valueArbitrary, { maxLength: 4 })
  const orderedArbitrary = fc.oneof(number, text)
  const comparison = (ops: Op[], value: fc.Arbitrary<Json>) =>
    fc.record({ field, op: fc.constantFrom(...ops), value }) as fc.Arbitrary<FieldCondition>
  return fc.oneof(
    comparison(['is', 'is_not'], valueArbitrary),
    comparison(['in', 'not_in'], listArbitrary),
    comparison(['contains', 'not_contains', 'starts_with'], text),
    comparison(['gt', 'gte', 'lt', 'lte'], orderedArbitrary),
    fc.record({ field, op: fc.constantFrom<Op>('exists', 'missing') }),
  )
}

const eventNameArbitrary: fc.Arbitrary<FieldCondition> = fc.oneof(
  fc.record({
    field: fc.constant('event.name'),
    op: fc.constantFrom<Op>('is', 'is_not'),
    value: fc.constantFrom<Json>(...eventNamePool),
  }),
  fc.record({
    field: fc.constant('event.name'),
    op: fc.constantFrom<Op>('in', 'not_in'),
    value: fc.array(fc.constantFrom<Json>(...eventNamePool), { maxLength: 3 }),
  }),
)

/** A condition on one event. */
export const eventConditionArbitrary: fc.Arbitrary<EventCondition> = fc.letrec<{ node: EventCondition }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    eventNameArbitrary,
    fieldArbitrary([
      'event.object',
      'event.content',
      'event.channel',
      'event.source',
      ...propNames.map((name) => `props.${name}`),
    ]),
    fc.constant({}),
    fc.record({ all: fc.array(tie('node'), { maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('node'), { maxLength: 3 }) }),
    fc.record({ not: tie('node') }),
  ),
})).node

const stateFields = [
  'persona',
  'icp',
  'consent.marketing',
  'list.vip',
  'first.channel',
  'handoff.open',
  'score.fit',
  'score.engagement',
  'score.total',
] as const

/** Which leaves a condition may have; all but `factsOnly` by default. */
export interface ConditionOptions {
  /** person and account facts, and nothing that depends on events, scores or stages */
  factsOnly?: boolean
  /** ids of models for stage fields and `inStage` */
  models?: readonly string[]
  /** allow `within: 'pass'` and the event of this moment */
  inModel?: boolean
}

/** Any condition of the language over the facts, events and models of this file. */
export function conditionArbitrary(options: ConditionOptions = {}): fc.Arbitrary<Condition> {
  const { factsOnly = false, models = ['lifecycle'], inModel = true } = options
  const facts = fieldArbitrary([
    ...factNames.map((name) => `person.${name}`),
    ...factNames.map((name) => `account.${name}`),
  ])
  const standing = fieldArbitrary([
    ...stateFields,
    ...(inModel ? ['pass.engagement'] : []),
    ...models.flatMap((id) => [`stage.${id}`, `furthest.${id}`, `outcome.${id}`]),
  ])
  const window = fc.constantFrom(...durationPool, ...(inModel ? ['pass' as const] : []))
  const counted = fc.record(
    {
      count: eventConditionArbitrary,
      within: window,
      op: fc.constantFrom<CountOp>('gte', 'gt', 'lte', 'lt', 'is'),
      value: fc.integer({ min: 0, max: 4 }),
    },
    { requiredKeys: ['count', 'op', 'value'] },
  ) as fc.Arbitrary<Condition>
  const lasting = { op: fc.constantFrom('gte' as const, 'lt' as const), value: fc.constantFrom(...durationPool) }
  const leaves: fc.Arbitrary<Condition>[] = factsOnly
    ? [facts]
    : [
        facts,
        standing,
        counted,
        fc.record({ since: eventConditionArbitrary, ...lasting }),
        ...(models.length > 0 ? [fc.record({ inStage: fc.constantFrom(...models), ...lasting })] : []),
        ...(inModel ? [fc.record({ event: eventConditionArbitrary })] : []),
      ]
  return fc.letrec<{ node: Condition }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      ...leaves,
      fc.record({ all: fc.array(tie('node'), { maxLength: 3 }) }),
      fc.record({ any: fc.array(tie('node'), { maxLength: 3 }) }),
      fc.record({ not: tie('node') }),
    ),
  })).node
}

/** Facts that conditions of this file ask about; a field that is undefined is left out. */
export const factsArbitrary: fc.Arbitrary<JsonObject> = fc
  .record(Object.fromEntries(factNames.map((name) => [name, factArbitrary])))
  .map((facts) => Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as JsonObject)

export type SomeEvent = Pick<Event, 'name' | 'time' | 'object' | 'content' | 'channel' | 'source' | 'verdict' | 'props'>

/** Events that conditions of this file ask about, within ninety days after `from` (epoch ms). */
export function eventArbitrary(from = Date.UTC(2026, 0, 1)): fc.Arbitrary<SomeEvent> {
  return fc.record({
    name: fc.constantFrom<string>(...eventNamePool),
    time: fc.integer({ min: 0, max: 90 * 24 * 60 }).map((minutes) => from + minutes * 60_000),
    object: fc.constantFrom(null, '/pricing', '/blog/a', 'abc', 'ЁЛКА', '한국'),
    content: fc.constantFrom(null, 'price', 'blog_article', 'abc'),
    channel: fc.constantFrom(null, 'search', 'email', 'abc'),
    source: fc.constantFrom('browser', 'server', 'import'),
    verdict: fc.constantFrom('human', 'human', 'human', 'machine', 'unsure'),
    props: fc
      .record(Object.fromEntries(propNames.map((name) => [name, factArbitrary])))
      .map(
        (props) => Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined)) as JsonObject,
      ),
  })
}

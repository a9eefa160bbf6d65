import type { Condition, CountCondition, CountOp, EventCondition, FieldCondition } from '#core/rule.ts'
import { durationMs } from '#core/rule.ts'
import { readField } from '#core/rule/fields.ts'
import type { Bind, Operand } from '#store/segment/compare.ts'
import { eventSql } from '#store/segment/event.ts'
import { leastHeat } from '#store/segment/heat.ts'
import { leafSql } from '#store/segment/leaf.ts'

/** What a condition is asked of: one workspace, at one moment. */
export interface SegmentScope {
  workspaceId: string
  /** epoch ms */
  now: number
  /** half-life of engagement in ms, and id of the model whose stage has an index, by the blueprint in force */
  halfLife: number
  lifecycle: string
  /** every fit that somebody of the workspace has (readFits); asked for by conditions on score.total only */
  fits: readonly number[]
}

interface Reader extends SegmentScope {
  bind: Bind
}

/** A condition on the person `p`, their row of the list `l`, fold `f` and account `a`; true when it is as `wanted`, else false or null. */
export function whereSql(condition: Condition, wanted: boolean, reader: Reader): string {
  if ('all' in condition) return join(condition.all, wanted ? 'and' : 'or', wanted, reader)
  if ('any' in condition) return join(condition.any, wanted ? 'or' : 'and', wanted, reader)
  if ('not' in condition) return whereSql(condition.not, !wanted, reader)
  if ('count' in condition) return countSql(condition, wanted, reader)
  if ('since' in condition) {
    const { op, value } = condition
    const edge = reader.now - durationMs(value)
    const lately = exists(condition.since, wanted, { after: edge, upTo: reader.now }, reader)
    if (op === 'lt') return lately
    // the latest is old: there is an old one, and none since
    const once = exists(condition.since, wanted, { after: null, upTo: edge }, reader)
    const notLately = exists(condition.since, !wanted, { after: edge, upTo: reader.now }, reader)
    return `(${once} ${wanted ? 'and' : 'or'} ${notLately})`
  }
  if ('inStage' in condition) {
    const { inStage, op, value } = condition
    const standing = `f.stages -> ${reader.bind(inStage, 'text')}`
    const edge = reader.bind(reader.now - durationMs(value), 'float8')
    const held = `(case when ${standing} ->> 'stage' is not null
      then (${standing} ->> 'since')::float8 ${op === 'gte' ? '<=' : '>'} ${edge} end)`
    return wanted ? held : `${held} is not true`
  }
  if ('event' in condition) throw new RangeError('a segment has no event of this moment')
  return leafSql(operandOf(condition, reader), condition, wanted, reader.bind)
}

function join(parts: Condition[], word: 'and' | 'or', wanted: boolean, reader: Reader): string {
  if (parts.length === 0) return String(word === 'and')
  return `(${parts.map((part) => whereSql(part, wanted, reader)).join(` ${word} `)})`
}

const opposite = { gte: 'lt', gt: 'lte', lte: 'gt', lt: 'gte' } as const

function countSql(condition: CountCondition, wanted: boolean, reader: Reader): string {
  const { count, within, value } = condition
  if (within === 'pass') throw new RangeError('a segment has no pass')
  const window = { after: within === undefined ? null : reader.now - durationMs(within), upTo: reader.now }
  if (condition.op === 'is') {
    return `(${atMost(count, window, value + 1, reader)}) ${wanted ? '=' : '<>'} ${value}`
  }
  const op: CountOp = wanted ? condition.op : opposite[condition.op]
  // n > v is n ≥ v + 1, n ≤ v is not that
  const least = op === 'gt' || op === 'lte' ? value + 1 : value
  const yes = op === 'gte' || op === 'gt'
  if (least <= 0) return String(yes)
  if (least === 1) return exists(count, yes, window, reader)
  return `(${atMost(count, window, least, reader)}) ${yes ? '=' : '<'} ${least}`
}

/** How many there are, counted no further than `limit`. */
function atMost(condition: EventCondition, window: Window, limit: number, reader: Reader): string {
  return `select count(*) from (${matching(condition, window, reader)} limit ${limit}) n`
}

function exists(condition: EventCondition, wanted: boolean, window: Window, reader: Reader): string {
  return `${wanted ? '' : 'not '}exists (${matching(condition, window, reader)})`
}

/** After (not at) a moment, up to (and at) another; epoch ms. Durations are of fixed size, so no time zone enters. */
interface Window {
  after: number | null
  upTo: number
}

function matching(condition: EventCondition, { after, upTo }: Window, { bind, workspaceId }: Reader): string {
  const from = after === null || after < firstMoment ? '' : ` and e.time > ${bind(new Date(after), 'timestamptz')}`
  const to = upTo < firstMoment ? 'false' : `e.time <= ${bind(new Date(upTo), 'timestamptz')}`
  return `select from event e where e.workspace_id = ${bind(workspaceId, 'uuid')} and e.person_id = l.person_id
    and e.verdict = 'human' and ${to}${from} and ${eventSql(condition, true, bind)}`
}

/** No event is older (contract/collect/limits.ts), and dates before the year 1 are written otherwise. */
const firstMoment = Date.UTC(1900, 0, 1)

function operandOf({ field }: FieldCondition, reader: Reader): Operand {
  const { bind, lifecycle } = reader
  const { scope, name } = readField(field)
  switch (scope) {
    case 'person':
      return { kind: 'json', sql: fact('p', name, bind) }
    case 'account':
      // the domain of a work address is a fact to those who have one, until somebody tells another
      if (name === 'domain')
        return { kind: 'json', sql: `coalesce(${fact('a', name, bind)}, to_jsonb(p.account_domain))` }
      return { kind: 'json', sql: fact('a', name, bind) }
    case 'persona':
      return { kind: 'text', sql: 'p.persona' }
    case 'icp':
      return { kind: 'truth', sql: 'coalesce(p.icp, false)' }
    case 'consent':
      return { kind: 'text', sql: `p.consent -> ${bind(name, 'text')} ->> 'state'` }
    case 'list':
      return { kind: 'json', sql: `p.lists -> ${bind(name, 'text')}` }
    case 'first':
      return { kind: 'text', sql: `coalesce(p.first_folded ->> '${name}', ${firsts[name]})` }
    case 'score':
      return scoreOf(name, reader)
    case 'stage': {
      const part = field.slice(0, field.indexOf('.'))
      if (part === 'stage' && name === lifecycle) return { kind: 'text', sql: 'l.stage' }
      return { kind: 'text', sql: `f.stages -> ${bind(name, 'text')} ->> '${part}'` }
    }
    case 'handoff':
      return { kind: 'truth', sql: 'f.handoff' }
    default:
      throw new RangeError(`no field of a person: ${field}`)
  }
}

const firsts: Record<string, string> = {
  channel: 'p.first_channel',
  campaign: 'p.first_campaign',
  object: 'p.first_object',
}

function fact(of: 'p' | 'a', name: string, bind: Bind): string {
  const key = bind(name, 'text')
  return `coalesce(${of}.folded -> ${key}, ${of}.facts -> ${key})`
}

function scoreOf(name: string, { bind, now, halfLife, fits }: Reader): Operand {
  if (name === 'fit') return { kind: 'number', sql: 'l.fit' }
  if (name === 'engagement') {
    return { kind: 'score', heat: 'l.heat', from: (test) => bind(leastHeat(test, 0, now, halfLife), 'float8') }
  }
  return {
    kind: 'score',
    heat: 'l.heat',
    from(test) {
      const heats = fits.map((fit) => leastHeat(test, fit, now, halfLife))
      return `(${bind(heats, 'float8[]')})[array_position(${bind(fits, 'float8[]')}, l.fit)]`
    },
  }
}

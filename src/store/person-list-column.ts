import { readField } from '#core/rule/fields.ts'
import type { Bind } from '#store/segment/compare.ts'

/** Fields beside those of rules that a list may show: moments of a person's history. */
export const momentColumns = ['first.at'] as const

/** Whether a list may show that field: everything rules know of a person but their running pass. */
export function isColumn(field: string): boolean {
  if ((momentColumns as readonly string[]).includes(field)) return true
  const { scope } = readField(field)
  return !['unknown', 'event', 'props', 'pass', 'score'].includes(scope)
}

/** What a column shows, as JSON, over `p` (person), `f` (person_fold), `a` (account) and `page`; null for nothing. */
export function columnSql(field: string, bind: Bind): string {
  if (field === 'first.at') return `to_jsonb(floor(extract(epoch from f.first_at) * 1000))`
  const { scope, name } = readField(field)
  switch (scope) {
    case 'person':
      return `p.facts -> ${bind(name, 'text')}`
    case 'account':
      if (name === 'domain') return `coalesce(a.facts -> 'domain', to_jsonb(p.account_domain))`
      return `a.facts -> ${bind(name, 'text')}`
    case 'persona':
      return 'p.persona'
    case 'icp':
      return 'p.icp'
    case 'consent':
      return `p.consent -> ${bind(name, 'text')} -> 'state'`
    case 'list':
      return `p.lists -> ${bind(name, 'text')}`
    case 'first':
      return firsts[name] as string
    case 'stage':
      return `f.stages -> ${bind(name, 'text')} -> '${field.slice(0, field.indexOf('.'))}'`
    case 'handoff':
      return 'f.handoff'
    default:
      throw new RangeError(`no column: ${field}`)
  }
}

const firsts: Record<string, string> = {
  channel: 'p.first_channel',
  campaign: 'p.first_campaign',
  object: 'p.first_object',
}

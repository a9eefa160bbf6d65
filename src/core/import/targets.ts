import { dealReading, dealTargetList, findDealTarget, type DealTarget } from '#core/import/deal-targets.ts'
import { isDealKind, type ImportKind } from '#core/import/mapping.ts'

/** Where a value goes in the events of a row. */
export type Target =
  | { kind: 'key'; key: 'userId' | 'anonymousId' | 'email' }
  | { kind: 'time' | 'event' | 'id' | 'groupId' | 'object' | 'channel' | 'amount' | 'currency' | 'lists' | 'skip' }
  | { kind: 'prop' | 'trait' | 'account'; name: string }
  | { kind: 'consent'; purpose: string; part: 'state' | 'time' | 'wording' | 'source' }
  | { kind: 'optout'; purpose: string }
  | { kind: 'deal'; name: DealTarget }
  | { kind: 'entered' | 'custom'; name: string }

/** Facts that may be named without `traits.` or `account.` before them. */
export const personFacts = [
  'name',
  'firstName',
  'lastName',
  'title',
  'phone',
  'company',
  'domain',
  'website',
  'industry',
  'employees',
  'country',
  'city',
  'language',
  'linkedin',
  'owner',
  'source',
  'createdAt',
] as const
export const accountFacts = [
  'name',
  'domain',
  'website',
  'industry',
  'employees',
  'revenue',
  'country',
  'city',
  'phone',
  'relationship',
  'owner',
  'description',
  'createdAt',
] as const
/** Facts that are numbers or times whatever the column says. */
const numberFacts = new Set(['employees', 'revenue'])
const timeFacts = new Set(['createdAt'])

const plain = ['time', 'event', 'id', 'groupId', 'object', 'channel', 'amount', 'currency', 'lists', 'skip'] as const

/** All targets of a kind as they are listed in messages. */
export function targetList(kind: ImportKind): string {
  if (isDealKind(kind)) return dealTargetList(kind)
  if (kind === 'companies') {
    return `groupId, ${accountFacts.join(', ')}, time, account.<fact>, skip`
  }
  const own = kind === 'events' ? 'event, id, object, amount, currency, props.<name>' : personFacts.join(', ')
  return `email, userId, anonymousId, time, channel, groupId, ${own}, lists, consent.<purpose>, optout.<purpose>, traits.<fact>, account.<fact>, skip`
}

/** The target a person wrote for that kind of import, or one sentence saying what is wrong with it. */
export function parseTarget(written: string, kind: ImportKind): Target | { error: string } {
  const target = isDealKind(kind) ? findDealTarget(written.trim(), kind) : findTarget(written.trim(), kind)
  if (!target) return { error: `There is no target “${written}” for ${kind}. Targets: ${targetList(kind)}.` }
  if (target.kind === 'skip') return target
  if (kind === 'companies' && !['account', 'groupId', 'time'].includes(target.kind)) {
    return { error: `“${written}” is about a person; rows of companies take: ${targetList(kind)}.` }
  }
  if (kind === 'people' && ['event', 'id', 'object', 'amount', 'currency', 'prop'].includes(target.kind)) {
    return { error: `“${written}” belongs to an event; rows of people take: ${targetList(kind)}.` }
  }
  if ('name' in target && !goodName(target.name)) {
    return { error: `“${written}”: a name has 1 to 100 characters and is not __proto__.` }
  }
  return target
}

function findTarget(written: string, kind: ImportKind): Target | null {
  if (written === 'userId' || written === 'anonymousId') return { kind: 'key', key: written }
  if (written === 'email' && kind !== 'companies') return { kind: 'key', key: 'email' }
  const simple = plain.find((name) => name === written)
  if (simple) return { kind: simple }
  const [, room, name] = /^(props|traits|account)\.(.+)$/.exec(written) ?? []
  if (room === 'props' && name !== undefined) return { kind: 'prop', name }
  if (room === 'account' && name !== undefined) return { kind: 'account', name }
  // the mail address is a key wherever it stands, else it could be given twice
  if (room === 'traits' && name !== undefined) {
    return name === 'email' ? { kind: 'key', key: 'email' } : { kind: 'trait', name }
  }
  const consent = /^consent\.([\p{L}\p{N}_-]{1,60})(?:\.(time|wording|source))?$/u.exec(written)
  if (consent?.[1] !== undefined) {
    return {
      kind: 'consent',
      purpose: consent[1],
      part: (consent[2] ?? 'state') as 'state' | 'time' | 'wording' | 'source',
    }
  }
  const optout = /^optout\.([\p{L}\p{N}_-]{1,60})$/u.exec(written)
  if (optout?.[1] !== undefined) return { kind: 'optout', purpose: optout[1] }
  if (kind === 'companies')
    return accountFacts.some((fact) => fact === written) ? { kind: 'account', name: written } : null
  return personFacts.some((fact) => fact === written) ? { kind: 'trait', name: written } : null
}

function goodName(name: string): boolean {
  return name.length <= 100 && name !== '__proto__' && !name.includes('\u0000')
}

/** How the cell of a target is read when the mapping does not say. */
export function defaultReading(target: Target): ReturnType<typeof dealReading> {
  if (target.kind === 'deal') return dealReading(target.name)
  if (target.kind === 'entered') return 'time'
  if (target.kind === 'time' || (target.kind === 'consent' && target.part === 'time')) return 'time'
  if (target.kind === 'trait' || target.kind === 'account') {
    if (numberFacts.has(target.name)) return 'number'
    if (timeFacts.has(target.name)) return 'time'
  }
  return 'text'
}

/** The same place twice would be an accident; as text, to compare. */
export function targetText(target: Target): string {
  switch (target.kind) {
    case 'key':
      return target.key
    case 'prop':
      return `props.${target.name}`
    case 'trait':
      return `traits.${target.name}`
    case 'account':
      return `account.${target.name}`
    case 'consent':
      return target.part === 'state' ? `consent.${target.purpose}` : `consent.${target.purpose}.${target.part}`
    case 'optout':
      return `optout.${target.purpose}`
    case 'deal':
      return target.name
    case 'entered':
    case 'custom':
      return `${target.kind}.${target.name}`
    default:
      return target.kind
  }
}

import type { DealFilter } from '#contract/deal-board.ts'
import { minorDigits } from '#core/deal/money.ts'
import { queryWords } from '#core/search-words.ts'
import type { Statement } from '#store/person-list-sql.ts'

/** Which deals, of which pipelines, as of when. */
export interface DealScope {
  workspaceId: string
  /** ids; empty: none of the blueprint */
  pipelines: readonly string[]
  filter: DealFilter
  /** epoch ms */
  now: number
  /** YYYY-MM-DD in the workspace's zone */
  today: string
  /** of the workspace */
  currency: string
  /** how long (ms) without a word of theirs is still usual */
  silence: number
}

/** What `deal d` must meet: workspace, pipelines and each part of the filter. */
export function dealWhere({ bind }: Statement, scope: DealScope): string[] {
  const { filter, pipelines, now, today } = scope
  const where = [`d.workspace_id = ${bind(scope.workspaceId, 'uuid')}`]
  const [only] = pipelines
  if (pipelines.length === 1) where.push(`d.pipeline = ${bind(only, 'text')}`)
  else where.push(`d.pipeline = any(${bind(pipelines, 'text[]')})`)
  const { owner, team, company, min, max, close, source, product, tag } = filter
  // folded words are letters and digits: none of them means anything to «like»
  for (const word of queryWords(filter.q ?? '')) where.push(`d.words like ${bind(`%${word}%`, 'text')}`)
  if (owner !== undefined) where.push(...ownerWhere(owner, bind))
  if (team !== undefined) where.push(`d.team = ${bind(team, 'text')}`)
  if (company !== undefined) where.push(`d.account_id = ${bind(company, 'uuid')}`)
  const minor = (amount: number) => bind(Math.round(amount * 10 ** minorDigits(scope.currency)), 'bigint')
  if (min !== undefined) where.push(`d.base_minor >= ${minor(min)}`)
  if (max !== undefined) where.push(`d.base_minor <= ${minor(max)}`)
  if (close === 'none') where.push('d.close_date is null')
  else if (close === 'past') where.push(`d.close_date < ${bind(today, 'date')}`)
  else if (close !== undefined) where.push(...monthWhere(bind(`${close}-01`, 'date')))
  if (source !== undefined) where.push(`d.source = ${bind(source, 'text')}`)
  if (product !== undefined) {
    where.push(
      `exists (select from deal_product dp where dp.deal_id = d.id and dp.product_id = ${bind(product, 'uuid')})`,
    )
  }
  if (tag !== undefined) where.push(`${bind(tag, 'text')} = any(d.tags)`)
  if (filter.silent === true) {
    const since = new Date(now - scope.silence)
    where.push(`d.status = 'open' and coalesce(d.theirs_at, d.opened_at) < ${bind(since, 'timestamptz')}`)
  }
  return where
}

function ownerWhere(owner: string, bind: Statement['bind']): string[] {
  if (owner === 'none') return ['d.owner_id is null', 'd.owner_name is null']
  if (owner.startsWith('name:')) return ['d.owner_id is null', `d.owner_name = ${bind(owner.slice(5), 'text')}`]
  // what is no id is nobody's
  return /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(owner) ? [`d.owner_id = ${bind(owner, 'uuid')}`] : ['false']
}

function monthWhere(first: string): string[] {
  return [`d.close_date >= ${first}`, `d.close_date < (${first} + interval '1 month')::date`]
}

/** What the filter `owner` takes for each deal's owner. */
export const ownerKey = `coalesce(d.owner_id::text, 'name:' || d.owner_name, 'none')`

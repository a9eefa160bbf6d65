import type { PoolClient } from 'pg'
import { memberPage, type MemberRow, type PagePlace } from '#store/funnel-member.ts'
import type { FunnelMember, MemberState } from '#contract/funnel.ts'
import {
  closedSql,
  cohortSql,
  evidenceSql,
  faultSql,
  groupSql,
  parameters,
  reachedSql,
  type Bind,
  type FunnelScope,
} from '#store/funnel-scope.ts'
import { largestValues } from '#store/funnel.ts'

/** Which people of a funnel: `place` is the step from 0, `after` the last of the page before. */
export interface PeopleSelection {
  place: number
  state: MemberState
  group: { kind: 'all' | 'missing' | 'other' } | { kind: 'value'; value: string }
  after: PagePlace | null
  limit: number
}

/** The members behind one number of a funnel, in order of entry; `next` is null on the last page. */
export async function findFunnelPeople(
  db: PoolClient,
  scope: FunnelScope,
  selection: PeopleSelection,
): Promise<{ items: FunnelMember[]; next: PagePlace | null }> {
  const { place, state, after, limit } = selection
  const largest = selection.group.kind === 'other' ? await largestValues(db, scope) : []
  const { bind, values } = parameters()
  const reached = reachedSql(scope, place)
  const states: Record<MemberState, string> = {
    reached,
    not: `not ${reached} and ${closedSql(scope)}`,
    open: `not ${reached} and not (${closedSql(scope)})`,
    skipped: `${reached} and not ${evidenceSql(scope, place)}`,
    fault: faultSql(scope, place),
  }
  const conditions = [states[state], ...groupConditions(scope, selection.group, largest, bind)]
  // the erased are counted, and are nobody
  if (scope.subject === 'person')
    conditions.push('not exists (select from anonymous_subject n where n.id = r.subject_id)')
  if (after) {
    const [entered, subject, pass] = after
    conditions.push(
      `(r.s1, r.subject_id, r.pass) > (${bind(entered)}::timestamptz, ${bind(subject)}::uuid, ${bind(String(pass))}::integer)`,
    )
  }
  const joins = { person: scope.subject === 'person', account: scope.subject !== 'deal' }
  const { rows } = await db.query<MemberRow>(
    `select r.subject_id as id, r.pass,
        ${joins.person ? 'p.name' : joins.account ? 'a.name' : 'null::text'} as name,
        ${joins.person ? 'p.email' : 'null::text'} as email,
        ${joins.account ? 'a.id' : 'null::uuid'} as "accountId", ${joins.account ? 'a.name' : 'null::text'} as "accountName",
        r.channel, r.s1::text as place, r.s1 as "enteredAt",
        case when ${evidenceSql(scope, place)} then r.s${place + 1} end as "reachedAt", r.shape & 15 as depth, r.outcome
      ${cohortSql(scope, bind, true)} and ${conditions.join(' and ')}
      order by r.s1, r.subject_id, r.pass limit ${limit + 1}`,
    values,
  )
  return memberPage(rows, limit, scope.stages)
}

function groupConditions(
  scope: FunnelScope,
  group: PeopleSelection['group'],
  largest: readonly string[],
  bind: Bind,
): string[] {
  if (group.kind === 'all') return []
  const value = groupSql(scope, bind)
  if (group.kind === 'missing') return [`${value} is null`]
  if (group.kind === 'value') return [`${value} = ${bind(group.value)}`]
  return [`${value} is not null`, ...largest.map((one) => `${value} <> ${bind(one)}`)]
}

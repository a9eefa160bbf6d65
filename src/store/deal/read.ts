import type { BuyingRole, Stance } from '#core/deal/event.ts'
import type { DealStatus } from '#core/deal/status.ts'
import { prepared, type Db } from '#store/rows.ts'

/** Locks deals until the transaction ends; before keys, accounts and persons (actions/flow/lock.ts). */
export async function lockDeals(db: Db, workspaceId: string, ids: readonly string[]): Promise<void> {
  await db.query(
    prepared(
      `select pg_advisory_xact_lock(n) from (
         select hashtextextended('deal ' || $1::text || ' ' || id, 0) as n from unnest($2::text[]) as id
         order by 1) l`,
      [workspaceId, ids],
    ),
  )
}

export interface DealHead {
  id: string
  name: string
  accountId: string | null
  pipeline: string
  stage: string | null
  outcome: string | null
  status: DealStatus
  ownerId: string | null
  ownerName: string | null
  revision: number
}

/** Where deals stand now; what is not of this workspace is left out. */
export async function dealHeads(db: Db, workspaceId: string, ids: readonly string[]): Promise<Map<string, DealHead>> {
  const { rows } = await db.query<DealHead>(
    prepared(
      `select id, name, account_id as "accountId", pipeline, stage, outcome, status, owner_id as "ownerId",
              owner_name as "ownerName", revision
         from deal where workspace_id = $1 and id = any($2)`,
      [workspaceId, ids],
    ),
  )
  return new Map(rows.map((row) => [row.id, row]))
}

export interface GroupMember {
  personId: string
  /** the id under which the deal's events know them; another once they were merged */
  saidId: string
  name: string | null
  email: string | null
  title: string | null
  roles: BuyingRole[]
  stance: Stance
  note: string | null
  since: Date
}

/** The buying groups of deals, by deal; merged people under whoever they are now. */
export async function groupsOf(
  db: Db,
  workspaceId: string,
  dealIds: readonly string[],
): Promise<Map<string, GroupMember[]>> {
  const { rows } = await db.query<GroupMember & { deal: string }>(
    prepared(
      `with recursive now as (
         select dp.deal_id, dp.person_id as said, p.id, p.merged_into from deal_person dp
           join person p on p.id = dp.person_id
          where dp.workspace_id = $1 and dp.deal_id = any($2)
         union all
         select n.deal_id, n.said, p.id, p.merged_into from now n join person p on p.id = n.merged_into)
       select n.deal_id as deal, n.id as "personId", dp.person_id as "saidId", p.name, p.email,
              p.facts ->> 'title' as title, dp.roles, dp.stance, dp.note, dp.since
         from now n join person p on p.id = n.id
         join deal_person dp on dp.deal_id = n.deal_id and dp.person_id = n.said
        where n.merged_into is null and p.workspace_id = $1
        order by dp.since, n.id`,
      [workspaceId, dealIds],
    ),
  )
  const groups = new Map<string, GroupMember[]>(dealIds.map((id) => [id, []]))
  for (const { deal, ...member } of rows) {
    const group = groups.get(deal)
    if (group && !group.some((one) => one.personId === member.personId)) group.push(member)
  }
  return groups
}

/** Of these people, those who are in another deal that stands open or is won. */
export async function peopleInOtherDeals(
  db: Db,
  workspaceId: string,
  dealId: string,
  personIds: readonly string[],
): Promise<Set<string>> {
  const { rows } = await db.query<{ id: string }>(
    `select distinct dp.person_id as id from deal_person dp join deal d on d.id = dp.deal_id
      where dp.workspace_id = $1 and dp.person_id = any($3) and d.id <> $2 and d.status <> 'lost'`,
    [workspaceId, dealId, personIds],
  )
  return new Set(rows.map(({ id }) => id))
}

/** Names of companies by id, and the workspace's own facts that writing a deal needs. */
export async function accountNames(db: Db, workspaceId: string, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const { rows } = await db.query<{ id: string; name: string }>(
    'select id, name from account where workspace_id = $1 and id = any($2)',
    [workspaceId, ids],
  )
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** First touches of people, the earliest first: what a deal inherits as its source. */
export async function firstTouches(
  db: Db,
  workspaceId: string,
  personIds: readonly string[],
): Promise<{ channel: string; campaign: string | null }[]> {
  const { rows } = await db.query<{ channel: string; campaign: string | null }>(
    `select p.first_channel as channel, p.first_campaign as campaign from person p
       left join person_fold f on f.person_id = p.id
      where p.workspace_id = $1 and p.id = any($2) and p.first_channel is not null
      order by f.first_at nulls last, p.id`,
    [workspaceId, personIds],
  )
  return rows
}

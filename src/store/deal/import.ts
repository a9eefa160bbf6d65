import type { DealStatus } from '#core/deal/status.ts'
import type { DealFields } from '#core/deal/event.ts'
import { weaklyNamed } from '#store/account-named.ts'
import type { Db } from '#store/rows.ts'

export interface ImportedDeal {
  id: string
  externalId: string
  pipeline: string
  stage: string | null
  outcome: string | null
  status: DealStatus
  fields: DealFields
  people: string[]
  /** epoch ms */
  openedAt: number
}

/** Deals by the ids that they have in another system. */
export async function dealsByExternalId(
  db: Db,
  workspaceId: string,
  ids: readonly string[],
): Promise<Map<string, ImportedDeal>> {
  const { rows } = await db.query<ImportedDeal>(
    `select d.id, d.external_id as "externalId", d.pipeline, d.stage, d.outcome, d.status,
            (extract(epoch from d.opened_at) * 1000)::float8 as "openedAt",
            array(select dp.person_id::text from deal_person dp where dp.deal_id = d.id) as people,
            json_build_object(
              'name', d.name, 'accountId', d.account_id, 'ownerId', d.owner_id, 'ownerName', d.owner_name, 'team', d.team,
              'amountMinor', d.amount_minor, 'currency', d.currency, 'closeDate', d.close_date, 'source', d.source,
              'campaign', d.campaign, 'whyUs', d.why_us, 'renewalDate', d.renewal_date, 'tags', d.tags,
              'competitors', d.competitors, 'custom', d.custom,
              'products', (select coalesce(json_agg(json_build_object('id', p.product_id, 'quantity', p.quantity,
                  'priceMinor', p.price_minor) order by p.product_id), '[]')
                from deal_product p where p.deal_id = d.id)) as fields
       from deal d where d.workspace_id = $1 and d.external_id = any($2)`,
    [workspaceId, ids],
  )
  return new Map(rows.map((row) => [row.externalId, row]))
}

/** Which of these messages said something of a deal already, and in which import. */
export async function dealMessages(
  db: Db,
  workspaceId: string,
  messageIds: readonly string[],
): Promise<Map<string, string | null>> {
  const { rows } = await db.query<{ messageId: string; importId: string | null }>(
    `select message_id as "messageId", import_id as "importId" from deal_event
      where workspace_id = $1 and message_id = any($2)`,
    [workspaceId, messageIds],
  )
  return new Map(rows.map(({ messageId, importId }) => [messageId, importId]))
}

/** What an import has said of deals already: message ids by deal. */
export async function saidByImport(
  db: Db,
  workspaceId: string,
  importId: string,
  dealIds: readonly string[],
): Promise<Map<string, string[]>> {
  const { rows } = await db.query<{ deal: string; messageId: string }>(
    `select deal_id as deal, message_id as "messageId" from deal_event
      where workspace_id = $1 and deal_id = any($3) and import_id = $2`,
    [workspaceId, importId, dealIds],
  )
  const said = new Map<string, string[]>()
  for (const { deal, messageId } of rows) said.set(deal, [...(said.get(deal) ?? []), messageId])
  return said
}

/** Deals of one owner's name that stand in no team, or in another. */
export async function dealsOfAgent(
  db: Db,
  workspaceId: string,
  name: string,
): Promise<{ id: string; team: string | null }[]> {
  const { rows } = await db.query<{ id: string; team: string | null }>(
    'select id, team from deal where workspace_id = $1 and owner_name = $2 order by id',
    [workspaceId, name],
  )
  return rows
}

/** Names of all companies, up to a bound; null when there are more. */
export async function accountNameList(
  db: Db,
  workspaceId: string,
  most: number,
): Promise<{ id: string; name: string }[] | null> {
  const { rows } = await db.query<{ id: string; name: string }>(
    `select id, name from account where workspace_id = $1 and not ${weaklyNamed} limit $2`,
    [workspaceId, most + 1],
  )
  return rows.length > most ? null : rows
}

/** Companies of exactly these names; what only their own people call them does not count. */
export async function accountsByName(
  db: Db,
  workspaceId: string,
  names: readonly string[],
): Promise<{ id: string; name: string }[]> {
  const { rows } = await db.query<{ id: string; name: string }>(
    `select id, name from account where workspace_id = $1 and name = any($2) and not ${weaklyNamed}`,
    [workspaceId, names],
  )
  return rows
}

/** Some deals of which an import has said something. */
export async function dealsOfImport(db: Db, workspaceId: string, importId: string, limit: number): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `select distinct deal_id as id from
       (select deal_id from deal_event where workspace_id = $1 and import_id = $2 limit $3) as concerned`,
    [workspaceId, importId, limit],
  )
  return rows.map(({ id }) => id)
}

/** Deletes what an import said of these deals; gives the ids of it. */
export async function deleteDealEvents(
  db: Db,
  workspaceId: string,
  importId: string,
  dealIds: readonly string[],
): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    'delete from deal_event where workspace_id = $1 and import_id = $2 and deal_id = any($3) returning id',
    [workspaceId, importId, dealIds],
  )
  return rows.map(({ id }) => id)
}

/** Deletes deals with their stays and reach; what others said of them stays, and comes back with them. */
export async function deleteDeals(db: Db, workspaceId: string, ids: readonly string[]): Promise<void> {
  await db.query('delete from reach where workspace_id = $1 and subject_id = any($2)', [workspaceId, ids])
  await db.query('delete from stage_interval where workspace_id = $1 and subject_id = any($2)', [workspaceId, ids])
  await db.query('delete from deal where workspace_id = $1 and id = any($2)', [workspaceId, ids])
}

export interface DealUndo {
  /** deals that an import made: they vanish */
  vanish: number
  /** of them, those of which somebody said something since */
  worked: number
  /** deals that it changed: they go back */
  back: number
}

/** What undoing an import would do to deals. */
export async function countDealUndo(db: Db, workspaceId: string, importId: string): Promise<DealUndo> {
  const { rows } = await db.query<DealUndo>(
    `with own as (select distinct deal_id from deal_event where workspace_id = $1 and import_id = $2),
     made as (select o.deal_id from own o where not exists (
       select from deal_event e where e.deal_id = o.deal_id and e.workspace_id = $1 and e.kind = 'opened'
         and e.withdrawn_at is null and e.import_id is distinct from $2))
     select (select count(*) from made)::integer as vanish,
            (select count(*) from made m where exists (select from deal_event e where e.deal_id = m.deal_id
               and e.workspace_id = $1 and e.import_id is null and e.withdrawn_at is null))::integer as worked,
            ((select count(*) from own) - (select count(*) from made))::integer as back`,
    [workspaceId, importId],
  )
  return rows[0] ?? { vanish: 0, worked: 0, back: 0 }
}

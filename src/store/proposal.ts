import type { DealStatus } from '#core/deal/status.ts'
import type { ProposalContent, ProposalLanguage, ProposalState } from '#core/proposal/document.ts'
import type { JsonObject } from '#core/json.ts'
import { isoTime, prepared, type Db } from '#store/rows.ts'

/** What the buyer said, as it is kept. */
export interface AnswerRow {
  answer: 'accepted' | 'declined'
  optionId: string | null
  name: string | null
  email: string | null
  reason: string | null
  words: string | null
  at: Date
  address: string | null
}

/** One version of a proposal, with the deal it belongs to. Days are YYYY-MM-DD. */
export interface ProposalRow {
  id: string
  workspaceId: string
  dealId: string
  dealName: string
  dealStatus: DealStatus
  accountId: string | null
  account: string | null
  ownerId: string | null
  ownerName: string | null
  rootId: string
  version: number
  language: ProposalLanguage
  currency: string
  validUntil: string | null
  content: ProposalContent
  personId: string | null
  revision: number
  createdAt: Date
  createdBy: string
  updatedAt: Date
  sentAt: Date | null
  sentBy: string | null
  sentTo: string | null
  text: string | null
  /** hexadecimal */
  textHash: string | null
  linkAt: Date | null
  openedAt: Date | null
  withdrawnAt: Date | null
  supersededAt: Date | null
  opens: number
  lastOpenedAt: Date | null
  /** null while there is none */
  answered: 'accepted' | 'declined' | null
  answer: AnswerRow | null
}

const columns = `p.id, p.workspace_id as "workspaceId", p.deal_id as "dealId", d.name as "dealName",
  d.status as "dealStatus", d.account_id as "accountId", ac.name as account, d.owner_id as "ownerId",
  d.owner_name as "ownerName", p.root_id as "rootId", p.version, p.language, p.currency,
  p.valid_until as "validUntil", p.content, p.person_id as "personId", p.revision, p.created_at as "createdAt",
  p.created_by as "createdBy", p.updated_at as "updatedAt", p.sent_at as "sentAt", p.sent_by as "sentBy",
  p.sent_to as "sentTo", p.text, encode(p.text_hash, 'hex') as "textHash", p.link_at as "linkAt",
  p.opened_at as "openedAt", p.withdrawn_at as "withdrawnAt", p.superseded_at as "supersededAt",
  coalesce(o.opens, 0) as opens, o.last as "lastOpenedAt", a.answer as answered,
  a.option_id as "optionId", a.name as "answerName", a.email as "answerEmail", a.reason as "answerReason",
  a.words as "answerWords", a.at as "answerAt", a.address as "answerAddress"`

const tables = `proposal p join deal d on d.id = p.deal_id
  left join account ac on ac.id = d.account_id
  left join proposal_answer a on a.proposal_id = p.id
  left join lateral (select count(*)::integer as opens, max(at) as last from proposal_open
    where proposal_id = p.id and verdict = 'human') o on true`

type Raw = Omit<ProposalRow, 'answer'> & {
  optionId: string | null
  answerName: string | null
  answerEmail: string | null
  answerReason: string | null
  answerWords: string | null
  answerAt: Date | null
  answerAddress: string | null
}

function rowOf(raw: Raw): ProposalRow {
  const { optionId, answerName, answerEmail, answerReason, answerWords, answerAt, answerAddress, ...row } = raw
  const answer =
    row.answered === null || answerAt === null
      ? null
      : {
          answer: row.answered,
          optionId,
          name: answerName,
          email: answerEmail,
          reason: answerReason,
          words: answerWords,
          at: answerAt,
          address: answerAddress,
        }
  return { ...row, answer }
}

export async function findProposal(db: Db, workspaceId: string, id: string): Promise<ProposalRow | null> {
  const { rows } = await db.query<Raw>(
    prepared(`select ${columns} from ${tables} where p.workspace_id = $1 and p.id = $2`, [workspaceId, id]),
  )
  return rows[0] ? rowOf(rows[0]) : null
}

/** The proposal behind a link, by the hash of its token, in whatever workspace. */
export async function findByLink(db: Db, hash: Buffer): Promise<ProposalRow | null> {
  const { rows } = await db.query<Raw>(prepared(`select ${columns} from ${tables} where p.link_hash = $1`, [hash]))
  return rows[0] ? rowOf(rows[0]) : null
}

/** All versions of all proposals of a deal, newest first. */
export async function proposalsOfDeal(db: Db, workspaceId: string, dealId: string): Promise<ProposalRow[]> {
  const { rows } = await db.query<Raw>(
    prepared(
      `select ${columns} from ${tables} where p.workspace_id = $1 and p.deal_id = $2
        order by p.created_at desc, p.version desc limit 200`,
      [workspaceId, dealId],
    ),
  )
  return rows.map(rowOf)
}

const inState: Record<ProposalState, string> = {
  draft: 'p.sent_at is null and p.withdrawn_at is null',
  sent: 'p.opened_at is null and',
  opened: 'p.opened_at is not null and',
  accepted: `a.answer = 'accepted'`,
  declined: `a.answer = 'declined'`,
  expired: '',
  withdrawn: 'a.answer is null and p.withdrawn_at is not null',
  superseded: 'a.answer is null and p.withdrawn_at is null and p.superseded_at is not null',
}
const waiting = 'p.sent_at is not null and a.answer is null and p.withdrawn_at is null and p.superseded_at is null'

/** Proposals of a workspace, the last changed first, after a place in that order. `today`: the workspace's day. */
export async function listProposals(
  db: Db,
  workspaceId: string,
  input: {
    state: ProposalState | null
    ownerId: string | null
    after: { at: number; id: string } | null
    today: string
  },
  limit: number,
): Promise<ProposalRow[]> {
  const { state, ownerId, after, today } = input
  const condition =
    state === null
      ? 'true'
      : state === 'expired'
        ? `${waiting} and p.valid_until < $6::date`
        : state === 'sent' || state === 'opened'
          ? `${inState[state]} ${waiting} and p.valid_until >= $6::date`
          : inState[state]
  const { rows } = await db.query<Raw>(
    prepared(
      `select ${columns} from ${tables} where p.workspace_id = $1 and ($6::date is not null) and (${condition})
          and ($2::uuid is null or d.owner_id = $2)
          and ($3::timestamptz is null or (p.updated_at, p.id) < ($3, $4::uuid))
        order by p.updated_at desc, p.id desc limit $5`,
      [workspaceId, ownerId, isoTime(after?.at), after?.id ?? null, limit, today],
    ),
  )
  return rows.map(rowOf)
}

export interface ProposalDraft {
  id: string
  dealId: string
  rootId: string
  version: number
  language: ProposalLanguage
  currency: string
  validUntil: string | null
  content: ProposalContent
  personId: string | null
  createdBy: string
}

export async function insertProposal(db: Db, workspaceId: string, draft: ProposalDraft, now: number): Promise<void> {
  const { id, dealId, rootId, version, language, currency, validUntil, content, personId, createdBy } = draft
  await db.query(
    `insert into proposal (workspace_id, id, deal_id, root_id, version, language, currency, valid_until, content,
       person_id, created_by, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12)`,
    [
      workspaceId,
      id,
      dealId,
      rootId,
      version,
      language,
      currency,
      validUntil,
      JSON.stringify(content),
      personId,
      createdBy,
      isoTime(now),
    ],
  )
}

/** Changes a draft that is as it was read; false when it is not, or was sent. */
export async function changeDraft(
  db: Db,
  workspaceId: string,
  id: string,
  revision: number,
  draft: Pick<ProposalDraft, 'language' | 'currency' | 'validUntil' | 'content' | 'personId'>,
  now: number,
): Promise<boolean> {
  const { rowCount } = await db.query(
    `update proposal set language = $4, currency = $5, valid_until = $6, content = $7, person_id = $8,
        updated_at = $9, revision = revision + 1
      where workspace_id = $1 and id = $2 and revision = $3 and sent_at is null`,
    [
      workspaceId,
      id,
      revision,
      draft.language,
      draft.currency,
      draft.validUntil,
      JSON.stringify(draft.content),
      draft.personId,
      isoTime(now),
    ],
  )
  return rowCount === 1
}

/** Freezes a draft with its exact text, and opens its link; the versions before it that nobody answered are superseded. */
export async function freezeProposal(
  db: Db,
  workspaceId: string,
  id: string,
  sent: { text: string; textHash: Buffer; linkHash: Buffer; sentBy: string | null; sentTo: string | null },
  now: number,
): Promise<void> {
  await db.query(
    `update proposal set text = $3, text_hash = $4, link_hash = $5, link_at = $8, sent_by = $6, sent_to = $7,
        sent_at = $8, updated_at = $8, revision = revision + 1
      where workspace_id = $1 and id = $2 and sent_at is null`,
    [workspaceId, id, sent.text, sent.textHash, sent.linkHash, sent.sentBy, sent.sentTo, isoTime(now)],
  )
  await db.query(
    `update proposal o set superseded_at = $3, updated_at = $3, revision = o.revision + 1
       from proposal n
      where n.id = $2 and o.workspace_id = $1 and o.root_id = n.root_id and o.id <> n.id and o.sent_at is not null
        and o.superseded_at is null and o.withdrawn_at is null
        and not exists (select from proposal_answer a where a.proposal_id = o.id)`,
    [workspaceId, id, isoTime(now)],
  )
}

/** A new link; the one before leads nowhere from now on. `sentTo` stays when null. */
export async function renewLink(
  db: Db,
  workspaceId: string,
  id: string,
  link: { hash: Buffer; sentTo: string | null },
  now: number,
): Promise<void> {
  await db.query(
    `update proposal set link_hash = $3, link_at = $4, sent_to = coalesce($5, sent_to), updated_at = $4,
        revision = revision + 1
      where workspace_id = $1 and id = $2`,
    [workspaceId, id, link.hash, isoTime(now), link.sentTo],
  )
}

export async function withdrawProposalRow(db: Db, workspaceId: string, id: string, now: number): Promise<void> {
  await db.query(
    `update proposal set withdrawn_at = $3, updated_at = $3, revision = revision + 1 where workspace_id = $1 and id = $2`,
    [workspaceId, id, isoTime(now)],
  )
}

/** Deletes a draft; false when it is none. */
export async function deleteDraft(db: Db, workspaceId: string, id: string): Promise<boolean> {
  const { rowCount } = await db.query('delete from proposal where workspace_id = $1 and id = $2 and sent_at is null', [
    workspaceId,
    id,
  ])
  return rowCount === 1
}

export async function newestVersion(db: Db, workspaceId: string, rootId: string): Promise<number> {
  const { rows } = await db.query<{ version: number }>(
    'select max(version) as version from proposal where workspace_id = $1 and root_id = $2',
    [workspaceId, rootId],
  )
  return rows[0]?.version ?? 0
}

export interface OpenRow {
  id: string
  at: Date
  verdict: 'human' | 'machine' | 'unsure' | 'colleague'
  reason: string | null
  seconds: number
}

/** Who or what opened it, newest first. */
export async function opensOf(db: Db, workspaceId: string, proposalId: string): Promise<OpenRow[]> {
  const { rows } = await db.query<OpenRow>(
    `select id, at, verdict, reason, seconds from proposal_open
      where workspace_id = $1 and proposal_id = $2 order by at desc, id desc limit 100`,
    [workspaceId, proposalId],
  )
  return rows
}

/** Keeps an opening, once for each loading of the page. Gives whether it is new, and the first one by a person. */
export async function insertOpen(
  db: Db,
  workspaceId: string,
  proposalId: string,
  open: { id: string; view: string; verdict: OpenRow['verdict']; reason: string | null; seconds: number },
  now: number,
): Promise<{ isNew: boolean; isFirst: boolean }> {
  const { rowCount } = await db.query(
    `insert into proposal_open (workspace_id, id, proposal_id, view, at, verdict, reason, seconds)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing`,
    [workspaceId, open.id, proposalId, open.view, isoTime(now), open.verdict, open.reason, open.seconds],
  )
  if (rowCount !== 1) return { isNew: false, isFirst: false }
  if (open.verdict !== 'human') return { isNew: true, isFirst: false }
  const first = await db.query(
    `update proposal set opened_at = $3, updated_at = $3, revision = revision + 1
      where workspace_id = $1 and id = $2 and opened_at is null`,
    [workspaceId, proposalId, isoTime(now)],
  )
  return { isNew: true, isFirst: first.rowCount === 1 }
}

export async function insertAnswer(
  db: Db,
  workspaceId: string,
  proposalId: string,
  answer: Omit<AnswerRow, 'at'> & { textHash: string },
  now: number,
): Promise<void> {
  const { optionId, name, email, reason, words, textHash, address } = answer
  await db.query(
    `insert into proposal_answer (workspace_id, proposal_id, answer, option_id, name, email, reason, words, text_hash,
       at, address)
     values ($1, $2, $3, $4, $5, $6, $7, $8, decode($9, 'hex'), $10, $11)`,
    [workspaceId, proposalId, answer.answer, optionId, name, email, reason, words, textHash, isoTime(now), address],
  )
  await db.query(`update proposal set updated_at = $3, revision = revision + 1 where workspace_id = $1 and id = $2`, [
    workspaceId,
    proposalId,
    isoTime(now),
  ])
}

/** What was said of a deal that a proposal may say again: answers, notes of talks; newest first. */
export async function saidOfDeal(
  db: Db,
  workspaceId: string,
  dealId: string,
): Promise<{ kind: string; data: JsonObject; at: Date }[]> {
  const { rows } = await db.query<{ kind: string; data: JsonObject; at: Date }>(
    `select kind, data, at from deal_event
      where workspace_id = $1 and deal_id = $2 and kind in ('answered', 'touched', 'noted') and withdrawn_at is null
      order by at desc, id desc limit 300`,
    [workspaceId, dealId],
  )
  return rows
}

/** Products of a deal by name, with the price that holds for it. */
export async function productsOfDeal(
  db: Db,
  workspaceId: string,
  dealId: string,
): Promise<{ id: string; name: string; quantity: number; priceMinor: number | null }[]> {
  const { rows } = await db.query<{ id: string; name: string; quantity: string; priceMinor: number | null }>(
    `select pr.id, pr.name, dp.quantity::text, dp.price_minor as "priceMinor"
       from deal_product dp join product pr on pr.id = dp.product_id
      where dp.workspace_id = $1 and dp.deal_id = $2 order by pr.name`,
    [workspaceId, dealId],
  )
  return rows.map((row) => ({ ...row, quantity: Number(row.quantity) }))
}

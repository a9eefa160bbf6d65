import { randomUUIDv7 } from 'node:crypto'
import type { Pool, PoolClient } from 'pg'
import { recordDeals, type DealEntry } from '#actions/deal/write.ts'
import { notify } from '#actions/notify.ts'
import { histories } from '#actions/person/load.ts'
import { hashOf } from '#actions/proposal/link.ts'
import { placeOf } from '#actions/proposal/place.ts'
import { openTask } from '#actions/task/open.ts'
import { taskPlace } from '#actions/task/place.ts'
import { transaction } from '#actions/verb.ts'
import { ok, refuse, type Result } from '#contract/problem.ts'
import { stateOf, type DeclineReason, type ProposalState } from '#core/proposal/document.ts'
import type { Judgement } from '#core/classify/classify.ts'
import { insertAudit } from '#store/audit.ts'
import { lockDeals } from '#store/deal/read.ts'
import { findByLink, insertAnswer, insertOpen, type ProposalRow } from '#store/proposal.ts'

/*
 * What strangers may do with the link of a proposal: read it, be seen to read it, answer it. Whoever holds the link is
 * let in; nothing here is asked by anybody's role.
 */

export interface PublicProposal {
  row: ProposalRow
  state: ProposalState
  /** IANA zone of the workspace */
  zone: string
}

/** The proposal behind a link's token, or null. Reads only. */
export async function findPublic(db: Pool | PoolClient, token: string, now: number): Promise<PublicProposal | null> {
  if (!/^[\w-]{43}$/.test(token)) return null
  const row = await findByLink(db, hashOf(token))
  if (!row || row.sentAt === null) return null
  const { workspace, today } = await placeOf(db, row.workspaceId, now)
  return { row, state: stateOf(row, today), zone: workspace.zone }
}

export interface Opening {
  token: string
  /** made up by the page when it was loaded */
  view: string
  /** for how long it stood before somebody */
  seconds: number
  judgement: Judgement
  /** user id of who is signed in to this server in the same browser, if anybody */
  userId: string | null
}

const least = 3

/**
 * Counts that somebody read it. Only people of the other side count: machines, mail proxies and our own colleagues are
 * kept with the verdict, and the deal hears nothing of them. False where there is nothing behind the link.
 */
export async function openProposal(pool: Pool, opening: Opening, now = Date.now()): Promise<PublicProposal | null> {
  const found = await findPublic(pool, opening.token, now)
  if (!found) return null
  const { workspaceId, id, dealId } = found.row
  await transaction(pool, 'begin', async (db) => {
    await lockDeals(db, workspaceId, [dealId])
    const colleague = opening.userId !== null && (await isMember(db, workspaceId, opening.userId))
    const { verdict, reason } = colleague
      ? { verdict: 'colleague' as const, reason: null }
      : opening.judgement.verdict === 'human' && opening.seconds < least
        ? { verdict: 'unsure' as const, reason: 'too_short' }
        : opening.judgement
    const open = { id: randomUUIDv7(), view: opening.view, verdict, reason, seconds: opening.seconds }
    const { isNew, isFirst } = await insertOpen(db, workspaceId, id, open, now)
    if (!isNew || verdict !== 'human') return ok(null)
    const { personId, content } = found.row
    const person = personId === null ? {} : { person: personId }
    await record(db, found.row, now, [
      {
        kind: 'touched',
        messageId: `proposal:${id}:opened:${opening.view}`,
        data: {
          side: 'theirs',
          what: 'proposal',
          outcome: 'opened',
          ref: id,
          note: content.title,
          seconds: opening.seconds,
          ...person,
        },
      },
    ])
    if (isFirst) await tell(db, found.row, 'proposal_opened', {}, now)
    return ok(null)
  })
  return found
}

export interface Acceptance {
  token: string
  /** hexadecimal SHA-256 of the text that they had before them */
  textHash: string
  optionId: string
  name: string
  email: string | null
  /** with its end cut off */
  address: string | null
}

export interface Answered {
  found: PublicProposal
  /** it was answered like this before: nothing was written */
  again: boolean
}

/**
 * Accepts a proposal: the option, by whom, when, and the exact text. The same answer twice is one. Refuses with
 * `not_found`, `gone` (expired, withdrawn, superseded), `conflict` (another text, answered otherwise), `invalid`.
 */
export async function acceptProposal(
  pool: Pool,
  input: Acceptance,
  now = Date.now(),
): Promise<Result<Answered> & { found?: PublicProposal | null }> {
  return answer(pool, input.token, input.textHash, now, (row) => {
    const option = row.content.options.find(({ id }) => id === input.optionId)
    if (!option) return refuse('invalid', 'Choose one of the options.')
    if (input.name.trim() === '') return refuse('invalid', 'Give your name.')
    return {
      ok: true,
      value: {
        answer: 'accepted' as const,
        optionId: option.id,
        name: input.name.trim(),
        email: input.email,
        reason: null,
        words: null,
        address: input.address,
      },
    }
  })
}

export interface Refusal {
  token: string
  textHash: string
  reason: DeclineReason
  words: string
  name: string
  address: string | null
}

/** Declines a proposal with a reason and, where they like, words. */
export async function declineProposal(
  pool: Pool,
  input: Refusal,
  now = Date.now(),
): Promise<Result<Answered> & { found?: PublicProposal | null }> {
  return answer(pool, input.token, input.textHash, now, () => ({
    ok: true,
    value: {
      answer: 'declined' as const,
      optionId: null,
      name: input.name.trim() === '' ? null : input.name.trim(),
      email: null,
      reason: input.reason,
      words: input.words.trim() === '' ? null : input.words.trim(),
      address: input.address,
    },
  }))
}

type Said = Omit<NonNullable<ProposalRow['answer']>, 'at'>

async function answer(
  pool: Pool,
  token: string,
  textHash: string,
  now: number,
  read: (row: ProposalRow) => Result<Said>,
): Promise<Result<Answered> & { found?: PublicProposal | null }> {
  let seen: PublicProposal | null = null
  const result = await transaction<Answered>(pool, 'begin', async (db) => {
    const first = await findPublic(db, token, now)
    if (!first) return refuse('not_found', 'There is no proposal behind this link.')
    await lockDeals(db, first.row.workspaceId, [first.row.dealId])
    // again under the lock: two who answer at once, or somebody who withdraws it
    const found = await findPublic(db, token, now)
    seen = found
    if (!found) return refuse('not_found', 'There is no proposal behind this link any more.')
    const { row, state } = found
    if (state === 'withdrawn' || state === 'superseded') return refuse('gone', `This proposal is ${state}.`)
    const said = read(row)
    if (!said.ok) return said
    if (row.answer !== null) {
      const same = row.answer.answer === said.value.answer && row.answer.optionId === said.value.optionId
      return same ? ok({ found, again: true }) : refuse('conflict', 'This proposal has been answered already.')
    }
    if (state === 'expired') return refuse('gone', 'The last day of this proposal is over.')
    if (textHash !== row.textHash) return refuse('conflict', 'The text is not the one that was sent.')
    await insertAnswer(db, row.workspaceId, row.id, { ...said.value, textHash }, now)
    await record(db, row, now, entriesOf(row, said.value), said.value.name)
    if (said.value.answer === 'accepted') await askForContract(db, row, said.value, now)
    const option = row.content.options.find(({ id }) => id === said.value.optionId)
    await tell(
      db,
      row,
      `proposal_${said.value.answer}`,
      { who: said.value.name ?? '', option: option?.name ?? '' },
      now,
    )
    await insertAudit(db, row.workspaceId, {
      at: now,
      actor: `buyer:${said.value.name ?? row.content.toPerson}`,
      verb: `proposal.${said.value.answer}`,
      subject: `proposal:${row.id}`,
      detail: { option: said.value.optionId, reason: said.value.reason, textHash, address: said.value.address },
    })
    return ok({ found: (await findPublic(db, token, now)) ?? found, again: false })
  })
  return { ...result, found: seen }
}

function entriesOf(row: ProposalRow, said: Said): DealEntry[] {
  const { id, personId, content } = row
  const person = personId === null ? {} : { person: personId }
  const option = content.options.find((one) => one.id === said.optionId)
  const about = said.answer === 'accepted' ? (option?.name ?? '') : (said.words ?? '')
  return [
    {
      kind: 'touched',
      messageId: `proposal:${id}:${said.answer}:touched`,
      data: { side: 'theirs', what: 'proposal', outcome: said.answer, ref: id, note: content.title, ...person },
    },
    {
      kind: 'said',
      messageId: `proposal:${id}:${said.answer}`,
      data: {
        name: `proposal_${said.answer}`,
        ref: id,
        text: about,
        detail: { title: content.title, option: option?.name ?? null, by: said.name, reason: said.reason },
        ...person,
      },
    },
  ]
}

/** What the buyer did, said by themselves through the proposal. */
async function record(
  db: PoolClient,
  row: ProposalRow,
  now: number,
  entries: DealEntry[],
  name: string | null = null,
): Promise<void> {
  const { workspaceId, dealId, content } = row
  const history = await histories.of(db, workspaceId)
  const by = { by: name ?? (content.toPerson || content.toCompany), byId: `proposal:${row.id}` }
  await recordDeals({ db, workspaceId, history, now }, [{ dealId, entries }], by)
}

/** What comes after a yes: the contract, for whoever looks after the deal. */
async function askForContract(db: PoolClient, row: ProposalRow, { optionId, name }: Said, now: number): Promise<void> {
  const { id, workspaceId, dealId, personId, accountId, content, ownerId, ownerName } = row
  const place = await taskPlace(db, workspaceId, now)
  const option = content.options.find((one) => one.id === optionId)
  await openTask(db, place, {
    kind: 'contract',
    title: [content.title, option?.name ?? ''].filter((one) => one !== '').join(' · '),
    dealId,
    personId,
    accountId,
    dueDay: place.today,
    assignee: ownerId === null ? null : { id: ownerId, name: ownerName ?? '' },
    source: 'proposal',
    cause: `proposal:${id}:contract`,
    by: name ?? content.toPerson,
    byId: `proposal:${id}`,
  })
}

/** Tells who looks after the deal; whoever sent it when nobody does. */
async function tell(
  db: PoolClient,
  row: ProposalRow,
  kind: string,
  data: Record<string, string>,
  now: number,
): Promise<void> {
  const user = row.ownerId ?? row.sentBy
  await notify(db, row.workspaceId, {
    ...(user === null ? { roles: ['seller'] as const } : { userIds: [user] }),
    kind,
    cause: `proposal:${row.id}:${kind}`,
    link: `/proposals/${row.id}`,
    data: { title: row.content.title, deal: row.dealName, ...data },
    at: now,
  })
}

async function isMember(db: PoolClient, workspaceId: string, userId: string): Promise<boolean> {
  const { rowCount } = await db.query('select from workspace_member where workspace_id = $1 and user_id = $2', [
    workspaceId,
    userId,
  ])
  return rowCount === 1
}

import { randomUUIDv7 } from 'node:crypto'
import type { PoolClient } from 'pg'
import { z } from 'zod'
import { badCursor, readCursor, writeCursor } from '#actions/cursor.ts'
import { notify } from '#actions/notify.ts'
import type { Actor } from '#actions/actor.ts'
import { requestJob } from '#actions/job-request.ts'
import { namedBy } from '#actions/person-erase-named.ts'
import { shownPlaces } from '#actions/person-erase-places.ts'
import { maysErase, viewsOf } from '#actions/person-erase-view.ts'
import { actorName, readVerb, writeVerb, type Verb } from '#actions/verb.ts'
import {
  backupDaysInput,
  erasureDecideInput,
  erasureInput,
  erasurePersonId,
  erasureQuery,
  type Erasure,
  type ErasureList,
  type ErasurePreview,
} from '#contract/privacy.ts'
import { ok, refuse, type Result } from '#contract/problem.ts'
import { foldText } from '#core/text.ts'
import { dealHeads } from '#store/deal/read.ts'
import {
  backupDays,
  decideErasure,
  findErasure,
  insertErasure,
  listErasures,
  openErasureOf,
  saveBackupDays,
  type NewErasure,
} from '#store/erasure.ts'
import { accountsOf, companyOf, recipientsOf, type Namesake } from '#store/erasure-find.ts'
import { accountsThatStay } from '#store/erasure-rows.ts'
import { reckon, type Kept } from '#store/erasure-tied.ts'
import { findAccount, findPerson, type PersonRecord } from '#store/person-read.ts'
import type { Db } from '#store/rows.ts'

export const noPerson = refuse('not_found', 'There is no such person here.')

/** places of a name that stays which are shown before */
const placesShown = 20

/** What erasing a person would take away, what would stay and why. Reads only. */
export const previewErasure: Verb<ErasurePreview> = readVerb({
  permission: 'erasure.ask',
  input: erasurePersonId,
  async run({ db, workspaceId, actor, input }) {
    const person = await findPerson(db, workspaceId, input.id)
    if (!person) return noPerson
    const named = await namedBy(db, workspaceId, { personId: person.id, address: null })
    const { whom, patterns, ties, phones, keys } = named
    const accounts = await accountsOf(db, workspaceId, whom.ids)
    const stays = await accountsThatStay(db, workspaceId, accounts, whom.ids)
    const asked = { whom, patterns, ties, names: 'tied' as const }
    const companies = { stays, goes: accounts.filter((id) => !stays.includes(id)) }
    const { goes, kept } = await reckon(db, workspaceId, asked, companies, placesShown)
    const deals = [...(await dealHeads(db, workspaceId, named.deals)).values()]
    if (named.deals.length > 0) goes.set('deals', named.deals.length)
    const companyId = await companyOf(db, workspaceId, person.id)
    const company = companyId === null ? null : await findAccount(db, workspaceId, companyId)
    return ok({
      person: { id: person.id, name: person.name, email: person.email, merged: whom.ids.length - 1 },
      confirm: confirmOf(person),
      goes: Object.fromEntries([...goes].filter(([, count]) => count > 0)),
      stays: {
        deals: deals.slice(0, 20).map(({ id, name }) => ({ id, name })),
        company: company && { id: company.id, name: company.name },
        companyGoes: company !== null && !stays.includes(company.id),
        hashes: whom.keys.length + new Set(phones).size,
        shared: keys.length - whom.keys.length,
        names: await namesThatStay(db, workspaceId, named.namesakes, kept),
      },
      recipients: await recipientsOf(db, workspaceId, whom.ids),
      backupDays: await backupDays(db, workspaceId),
      atOnce: maysErase(actor),
      open: await openErasureOf(db, workspaceId, whom.ids),
    })
  },
})

/** Who else is called so, each once, and the texts in which the name stays for that. */
async function namesThatStay(
  db: Db,
  workspaceId: string,
  namesakes: readonly Namesake[],
  { count, places }: Kept,
): Promise<ErasurePreview['stays']['names']> {
  if (namesakes.length === 0) return null
  const each = [...new Map(namesakes.map(({ kind, id, name }) => [id, { kind, id, name }])).values()]
  return { namesakes: each.slice(0, 10), texts: count, places: await shownPlaces(db, workspaceId, places) }
}

/** Erases a person, or asks whoever may: two steps where the role says so. There is no undoing it. */
export const askErasure: Verb<Erasure> = writeVerb({
  permission: 'erasure.ask',
  input: erasureInput,
  async run({ db, workspaceId, actor, input, now }) {
    const person = await findPerson(db, workspaceId, input.id)
    if (!person) return noPerson
    const wanted = confirmOf(person)
    if (foldText(input.confirm) !== foldText(wanted))
      return refuse('invalid', `confirm: type ${wanted} to say that you mean this person.`)
    if (await openErasureOf(db, workspaceId, [person.id]))
      return refuse('conflict', 'Somebody has asked for the erasure of this person already.')
    return begin(
      db,
      workspaceId,
      {
        id: randomUUIDv7(),
        kind: 'person',
        reason: input.reason,
        note: input.note,
        names: input.names,
        state: maysErase(actor) ? 'running' : 'asked',
        at: now,
        by: actorName(actor),
        targets: [{ personId: person.id }],
      },
      actor,
    )
  },
  audit: ({ id, state }, { reason, names }) => ({
    verb: 'erasure.ask',
    subject: `erasure:${id}`,
    detail: { reason, names, state },
  }),
})

/** Keeps an erasure, and has it carried out in the background where it need not wait for anybody. */
export async function begin(
  db: PoolClient,
  workspaceId: string,
  erasure: NewErasure,
  actor: Actor,
): Promise<Result<Erasure>> {
  await insertErasure(db, workspaceId, erasure)
  if (erasure.state === 'running') await requestJob(db, 'erase', {}, 'erase')
  else
    await notify(db, workspaceId, {
      roles: ['admin'],
      kind: 'erasure_asked',
      cause: `erasure:${erasure.id}`,
      link: '/consent/privacy',
      data: { by: actor.kind === 'user' ? actor.name : actorName(actor), count: erasure.targets.length },
      at: erasure.at,
    })
  return shown(db, workspaceId, erasure.id)
}

/** Erasures, newest first. */
export const listOfErasures: Verb<ErasureList> = readVerb({
  permission: 'erasure.read',
  input: erasureQuery,
  async run({ db, workspaceId, input }) {
    const { limit, cursor } = input
    const went = cursor === undefined ? null : readCursor(question, cursor, place)
    if (cursor !== undefined && went === null) return badCursor
    const rows = await listErasures(db, workspaceId, went && { at: went[0], id: went[1] }, limit + 1)
    const last = rows.length > limit ? rows[limit - 1] : undefined
    const days = await backupDays(db, workspaceId)
    return ok({
      items: await viewsOf(db, workspaceId, rows.slice(0, limit), days),
      next: last ? writeCursor(question, [last.askedAt.getTime(), last.id]) : null,
      backupDays: days,
    })
  },
})

const question = ['erasures']
const place = z.tuple([z.int(), z.uuid()])

/** Starts an erasure that waits for it, or declines it. */
export const decideOnErasure: Verb<Erasure> = writeVerb({
  permission: 'erasure.carry_out',
  input: erasureDecideInput,
  async run({ db, workspaceId, actor, input, now }) {
    const { id, start } = input
    const found = await findErasure(db, workspaceId, id)
    if (!found) return refuse('not_found', 'There is no such erasure here.')
    if (!(await decideErasure(db, workspaceId, id, { start, at: now, by: actorName(actor) })))
      return refuse('conflict', 'This erasure waits for nobody any more: look at how it stands.')
    if (start) await requestJob(db, 'erase', {}, 'erase')
    return shown(db, workspaceId, id)
  },
  audit: ({ id, state }) => ({ subject: `erasure:${id}`, detail: { state } }),
})

/** How long backups are kept: said wherever somebody is erased. */
export const setBackupDays: Verb<{ days: number }> = writeVerb({
  permission: 'erasure.carry_out',
  input: backupDaysInput,
  async run({ db, workspaceId, input }) {
    await saveBackupDays(db, workspaceId, input.days)
    return ok({ days: input.days })
  },
  audit: ({ days }) => ({ verb: 'erasure.backups', detail: { days } }),
})

async function shown(db: Db, workspaceId: string, id: string): Promise<Result<Erasure>> {
  const row = await findErasure(db, workspaceId, id)
  if (!row) return refuse('not_found', 'There is no such erasure here.')
  const [view] = await viewsOf(db, workspaceId, [row], await backupDays(db, workspaceId))
  return ok(view as Erasure)
}

/** What is typed by whoever means this person: their address, else their name, else the beginning of their id. */
function confirmOf({ id, name, email }: PersonRecord): string {
  return email ?? name ?? id.slice(0, 8)
}

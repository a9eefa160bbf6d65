import { randomUUIDv7 } from 'node:crypto'
import { z } from 'zod'
import { badCursor, readCursor, writeCursor } from '#actions/cursor.ts'
import { barsOf } from '#actions/consent/may.ts'
import { actorName, readVerb, writeVerb, type Verb } from '#actions/verb.ts'
import { ok, refuse } from '#contract/problem.ts'
import {
  suspectListChangeInput,
  suspectListInput,
  suspectQuery,
  type SuspectList,
  type SuspectLists,
  type SuspectPage,
  type SuspectPerson,
} from '#contract/suspect.ts'
import { rateOf } from '#core/report/funnel.ts'
import { foldText } from '#core/text.ts'
import { findMember } from '#store/member.ts'
import {
  insertSuspectList,
  suspectLists,
  suspectsOf,
  updateSuspectList,
  type SuspectListRow,
  type SuspectRow,
} from '#store/suspect-list.ts'

const most = 500

/** The outbound lists, with how far their people have come. */
export const listSuspectLists: Verb<SuspectLists> = readVerb({
  permission: 'suspect.read',
  input: z.object({}),
  async run({ db, workspaceId }) {
    return ok({ items: (await suspectLists(db, workspaceId)).map(listOf) })
  },
})

/** Makes a list; the ground on which its names are held is asked for now. */
export const addSuspectList: Verb<SuspectList> = writeVerb({
  permission: 'suspect.write',
  input: suspectListInput,
  async run({ db, workspaceId, actor, input, now }) {
    if (input.ownerId !== null && !(await findMember(db, workspaceId, input.ownerId))) return noMember
    if ((await suspectLists(db, workspaceId)).length >= most) {
      return refuse('conflict', `There are ${most} lists already: archived ones can be named anew and used again.`)
    }
    const id = randomUUIDv7()
    const word = keyOf(input.name)
    const by = { at: now, by: actorName(actor) }
    for (let n = 1; ; n++) {
      const key = n === 1 ? word : `${word}-${n}`
      if (await insertSuspectList(db, workspaceId, { ...input, id, key }, by)) break
    }
    const [row] = await suspectLists(db, workspaceId, id)
    return row ? ok(listOf(row)) : gone
  },
  audit: ({ id, name, basis }) => ({ subject: `suspect_list:${id}`, detail: { name, basis } }),
})

/** Changes a list; whoever is on it keeps the ground they were added on. */
export const changeSuspectList: Verb<SuspectList> = writeVerb({
  permission: 'suspect.write',
  input: suspectListChangeInput,
  async run({ db, workspaceId, input, now }) {
    const [row] = await suspectLists(db, workspaceId, input.id)
    if (!row) return gone
    const { id, archived, ...change } = input
    if (typeof change.ownerId === 'string' && !(await findMember(db, workspaceId, change.ownerId))) return noMember
    const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
    const archivedAt = archived === undefined ? row.archivedAt : archived ? (row.archivedAt ?? new Date(now)) : null
    await updateSuspectList(db, workspaceId, { ...row, ...given, id }, archivedAt)
    const [changed] = await suspectLists(db, workspaceId, id)
    return changed ? ok(listOf(changed)) : gone
  },
  audit: ({ id }, { id: _, ...change }) => ({ subject: `suspect_list:${id}`, detail: { ...change } }),
})

const place = z.tuple([z.int(), z.uuid()])

/** A list with its people, the latest added first, and what is in the way of writing to them. */
export const readSuspectList: Verb<SuspectPage> = readVerb({
  permission: 'suspect.read',
  input: suspectQuery,
  async run({ db, workspaceId, input }) {
    const { id, step = null, limit, cursor } = input
    const [list] = await suspectLists(db, workspaceId, id)
    if (!list) return gone
    const q = input.q === undefined ? null : foldText(input.q)
    const question = ['suspects', id, step, q]
    const went = cursor === undefined ? null : readCursor(question, cursor, place)
    if (cursor !== undefined && went === null) return badCursor
    const after = went && { at: went[0], id: went[1] }
    const rows = await suspectsOf(db, workspaceId, { listId: id, step, q }, after, limit + 1)
    const shown = rows.slice(0, limit)
    const bars = await barsOf(
      db,
      workspaceId,
      shown.map((row) => row.id),
    )
    const last = rows.length > limit ? shown.at(-1) : undefined
    return ok({
      list: listOf(list),
      items: shown.map((row) => personOf(row, bars.get(row.id))),
      next: last ? writeCursor(question, [last.addedAt.getTime(), last.id]) : null,
    })
  },
})

/** The word by which events and rules name a list: letters and digits of its name. */
function keyOf(name: string): string {
  const word = foldText(name)
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/g, '')
  return [...(word === '' ? 'list' : word)].slice(0, 60).join('')
}

export function listOf({ ownerId, ownerName, ...row }: SuspectListRow): SuspectList {
  return {
    ...row,
    owner: ownerId === null || ownerName === null ? null : { id: ownerId, name: ownerName },
    createdAt: row.createdAt.toISOString(),
    archivedAt: row.archivedAt?.toISOString() ?? null,
    acceptedRate: rateOf(row.accepted, row.requested),
    optInRate: rateOf(row.optedIn, row.people - row.agreedBefore),
  }
}

function personOf(
  { relationship, consent, addedAt, ...row }: SuspectRow,
  bar: { suppressed: boolean; doNotContact: boolean } | undefined,
): SuspectPerson {
  const barred = ((): SuspectPerson['barred'] => {
    if (bar?.doNotContact) return 'do_not_contact'
    if (bar?.suppressed) return 'suppressed'
    if (consent['marketing']?.state === 'withdrawn') return 'withdrawn'
    return relationship === 'customer' || relationship === 'competitor' ? relationship : null
  })()
  return { ...row, addedAt: addedAt.toISOString(), barred }
}

export const gone = refuse('not_found', 'There is no such list.')
const noMember = refuse('invalid', 'ownerId: nobody of this workspace.')

import { randomUUIDv7 } from 'node:crypto'
import { z } from 'zod'
import { lookAtAudience } from '#actions/audience/look.ts'
import { purposesOf } from '#actions/consent/purposes.ts'
import { badCursor, readCursor, writeCursor } from '#actions/cursor.ts'
import { histories } from '#actions/person/load.ts'
import { weekBefore } from '#actions/segment-list.ts'
import { actorName, readVerb, writeVerb, type Verb } from '#actions/verb.ts'
import {
  audienceChangeInput,
  audienceId,
  audienceInput,
  audiencePeopleQuery,
  type Audience,
  type AudienceList,
  type AudiencePage,
  type AudiencePeople,
} from '#contract/audience.ts'
import { ok, refuse } from '#contract/problem.ts'
import { actorNames } from '#store/actor-name.ts'
import {
  audienceDays,
  audiencesOf,
  insertAudience,
  membersAt,
  schedulesOf,
  updateAudience,
  type AudienceRow,
} from '#store/audience.ts'
import { exportsOf, findAudienceExport, loggedPeople, type AudienceExportRow } from '#store/audience-export.ts'
import { findSavedSegment } from '#store/segment-saved.ts'

/** The audiences with their size, entries and exits of a week. */
export const listAudiences: Verb<AudienceList> = readVerb({
  permission: 'audience.read',
  input: z.object({}),
  async run({ db, workspaceId, now }) {
    return ok({ items: (await audiencesOf(db, workspaceId, weekBefore(now))).map(audienceOf) })
  },
})

/** Makes a saved segment an audience for a purpose, and looks who is in it. */
export const addAudience: Verb<Audience> = writeVerb({
  permission: 'audience.write',
  input: audienceInput,
  async run({ db, workspaceId, actor, input, now }) {
    const { name, segmentId, purpose } = input
    const segment = await findSavedSegment(db, workspaceId, segmentId, now)
    if (!segment) return refuse('not_found', 'There is no such segment.')
    if (!(await purposesOf(db, workspaceId)).some(({ id }) => id === purpose))
      return refuse('invalid', `purpose: nobody has written down "${purpose}". Add it under Consent, Purposes.`)
    const id = randomUUIDv7()
    const { condition } = segment
    await insertAudience(db, workspaceId, { id, name, segmentId, condition, purpose, by: actorName(actor), at: now })
    const looked = await lookAtAudience(db, workspaceId, id, now)
    if (!looked.ok) return looked
    const [row] = await audiencesOf(db, workspaceId, weekBefore(now), id)
    return row ? ok(audienceOf(row)) : gone
  },
  audit: ({ id, name, purpose, members }) => ({ subject: `audience:${id}`, detail: { name, purpose, members } }),
})

/** Names an audience anew, archives it or takes it up again. */
export const changeAudience: Verb<Audience> = writeVerb({
  permission: 'audience.write',
  input: audienceChangeInput,
  async run({ db, workspaceId, input, now }) {
    const { id, name, archived } = input
    const [row] = await audiencesOf(db, workspaceId, now, id)
    if (!row) return gone
    const archivedAt = archived === undefined ? row.archivedAt : archived ? new Date(now) : null
    await updateAudience(db, workspaceId, id, { name: name ?? row.name, archivedAt })
    const [changed] = await audiencesOf(db, workspaceId, weekBefore(now), id)
    return changed ? ok(audienceOf(changed)) : gone
  },
  audit: ({ id }, { id: _, ...change }) => ({ subject: `audience:${id}`, detail: { ...change } }),
})

/** Looks who is in an audience now. */
export const lookNowAtAudience: Verb<Audience> = writeVerb({
  permission: 'audience.write',
  input: audienceId,
  async run({ db, workspaceId, input, now }) {
    const looked = await lookAtAudience(db, workspaceId, input.id, now)
    if (!looked.ok) return looked
    const [row] = await audiencesOf(db, workspaceId, weekBefore(now), input.id)
    return row ? ok(audienceOf(row)) : gone
  },
  audit: ({ id, members }) => ({ subject: `audience:${id}`, detail: { looked: true, members } }),
})

/** One audience: entries and exits by day, its files, what is made by itself. */
export const readAudience: Verb<AudiencePage> = readVerb({
  permission: 'audience.read',
  input: audienceId,
  async run({ db, workspaceId, input, now }) {
    const [row] = await audiencesOf(db, workspaceId, weekBefore(now), input.id)
    if (!row) return gone
    const { zone } = await histories.of(db, workspaceId)
    const exports = await exportsOf(db, workspaceId, row.id)
    const names = await actorNames(
      db,
      exports.map(({ madeBy }) => madeBy),
    )
    const schedules = await schedulesOf(db, workspaceId, row.id)
    return ok({
      audience: audienceOf(row),
      days: await audienceDays(db, workspaceId, row.id, zone, now - 30 * 86_400_000),
      exports: exports.map((one) => exportOf(one, row.id, workspaceId, names.get(one.madeBy) ?? one.madeBy, now)),
      schedules: schedules.map(({ nextAt, ...schedule }) => ({ ...schedule, nextAt: nextAt.toISOString() })),
    })
  },
})

const place = z.tuple([z.int(), z.uuid()])

/** Who was in an audience at a moment; or in one of its files, with those who were left out. */
export const listAudiencePeople: Verb<AudiencePeople> = readVerb({
  permission: 'audience.read',
  input: audiencePeopleQuery,
  async run({ db, workspaceId, input, now }) {
    const { id, limit, cursor } = input
    const [row] = await audiencesOf(db, workspaceId, now, id)
    if (!row) return gone
    const question = ['audience', id, input.at ?? null, input.day ?? null, input.export ?? null]
    const went = cursor === undefined ? null : readCursor(question, cursor, place)
    if (cursor !== undefined && went === null) return badCursor
    const { zone } = await histories.of(db, workspaceId)
    const asked = input.day === undefined ? input.at : endOf(input.day, zone)
    const at = went?.[0] ?? (asked === undefined ? now : typeof asked === 'string' ? Date.parse(asked) : asked)
    const after = went?.[1] ?? null
    const file = input.export === undefined ? null : await findAudienceExport(db, workspaceId, id, input.export)
    if (input.export !== undefined && !file) return refuse('not_found', 'There is no such file of this audience.')
    const rows = file
      ? await loggedPeople(db, workspaceId, file.id, after, limit + 1)
      : await membersAt(db, workspaceId, id, at, after, limit + 1)
    const last = rows.length > limit ? rows[limit - 1] : undefined
    return ok({
      items: rows.slice(0, limit).map(({ key: _, ...one }) => ({
        ...one,
        enteredAt: one.enteredAt?.toISOString() ?? null,
        leftAt: one.leftAt?.toISOString() ?? null,
      })),
      next: last ? writeCursor(question, [at, last.key]) : null,
    })
  },
})

/** The last moment of a day in a zone, in epoch ms. */
function endOf(day: string, zone: string): number {
  return Temporal.PlainDate.from(day).add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds - 1
}

function audienceOf({ segmentId, segmentName, condition: _, ...row }: AudienceRow): Audience {
  return {
    ...row,
    segment: segmentId === null || segmentName === null ? null : { id: segmentId, name: segmentName },
    createdAt: row.createdAt.toISOString(),
    archivedAt: row.archivedAt?.toISOString() ?? null,
    lookedAt: row.lookedAt?.toISOString() ?? null,
    lastExportAt: row.lastExportAt?.toISOString() ?? null,
  }
}

/** A file as the log shows it; its address while it can be fetched. */
export function exportOf(row: AudienceExportRow, audienceId: string, workspaceId: string, by: string, now: number) {
  const { previous, madeBy: _, madeAt, expiresAt, ...rest } = row
  const open = expiresAt.getTime() > now
  const path = `/api/audiences/${audienceId}/exports/${row.id}/file?workspace=${workspaceId}`
  return {
    ...rest,
    by,
    madeAt: madeAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    path: open ? path : null,
    removedPath: open && previous !== null ? `${path}&part=removed` : null,
  }
}

export const gone = refuse('not_found', 'There is no such audience.')

import type { PoolClient } from 'pg'
import { z } from 'zod'
import type { TimelinePage } from '#contract/person.ts'
import { badCursor, readCursor, writeCursor } from '#actions/cursor.ts'
import { ok, type Result } from '#contract/problem.ts'
import { eventGroup, groupedNames, namesOfGroup } from '#core/event-group.ts'
import type { EventGroup } from '#core/event-group.ts'
import type { AwardLine } from '#core/fold/op.ts'
import { roundPoints } from '#core/score.ts'
import { formsOfSubmissions } from '#store/form-submission.ts'
import { timelineOf } from '#store/person-read.ts'
import { isoTime } from '#store/rows.ts'

export interface TimelineAsked {
  personId: string
  /** epoch ms: nothing later; a page's successors keep to the first page's */
  at: number
  /** what humans did, what others did, or (null) everything */
  human: boolean | null
  groups: readonly EventGroup[] | null
  channel: string | null
  cursor: string | null
  limit: number
  /** sent forms are named with what was sent */
  forms: boolean
}

const place = z.tuple([z.int().min(-8.64e15).max(8.64e15), z.string().max(400)])

/** One page of a person's events, newest first, with the points each brought. */
export async function timelinePageOf(
  db: PoolClient,
  workspaceId: string,
  awards: readonly AwardLine[],
  { personId, at, human, groups, channel, cursor, limit, forms }: TimelineAsked,
): Promise<Result<TimelinePage>> {
  const question = ['events', personId, human, groups, channel]
  const after = cursor === null ? null : readCursor(question, cursor, place)
  if (cursor !== null && after === null) return badCursor
  const rows = await timelineOf(db, workspaceId, personId, {
    at,
    human,
    names: groups === null ? null : namesOf(groups),
    channel,
    after,
    limit,
  })
  const points = new Map<string, number>()
  for (const line of awards) points.set(line.messageId, roundPoints((points.get(line.messageId) ?? 0) + line.points))
  const sent = forms
    ? await sentForms(
        db,
        workspaceId,
        rows.map(({ messageId }) => messageId),
      )
    : null
  const items = rows.slice(0, limit).map((row) => ({
    ...row,
    group: eventGroup(row.name),
    time: isoTime(row.time.getTime()) as string,
    points: points.get(row.messageId) ?? 0,
    ...withSubmission(sent, row),
  }))
  const last = rows[limit - 1]
  const next = rows.length > limit && last ? writeCursor(question, [last.time.getTime(), last.messageId]) : null
  return ok({ items, next })
}

function withSubmission(
  sent: ReadonlyMap<string, string> | null,
  { messageId, name }: { messageId: string; name: string },
): Pick<TimelinePage['items'][number], 'submission'> {
  const id = name === 'form_submitted' ? submissionOf(messageId) : null
  const form = id === null ? undefined : sent?.get(id)
  return id === null || form === undefined ? {} : { submission: { form, id } }
}

/** Of each submission that these events tell of and that is kept, its form. */
async function sentForms(
  db: PoolClient,
  workspaceId: string,
  messageIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const ids = messageIds.flatMap((messageId) => submissionOf(messageId) ?? [])
  return ids.length === 0 ? new Map() : formsOfSubmissions(db, workspaceId, ids)
}

/** The submission whose sending an event is, by its id (actions/form/count.ts); null: of none. */
function submissionOf(messageId: string): string | null {
  const id = messageId.startsWith('form:') ? messageId.slice(5) : ''
  return z.uuid().safeParse(id).success ? id : null
}

/** The names of some groups; `own` is all that no other group holds. */
function namesOf(groups: readonly EventGroup[]): { only: readonly string[] } | { but: readonly string[] } {
  const names = groups.flatMap((group) => namesOfGroup(group) ?? [])
  return groups.includes('own') ? { but: groupedNames.filter((name) => !names.includes(name)) } : { only: names }
}

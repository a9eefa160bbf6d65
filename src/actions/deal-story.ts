import { z } from 'zod'
import { badCursor, readCursor, writeCursor } from '#actions/cursor.ts'
import { loadDeal } from '#actions/deal/load.ts'
import { readVerb, type Verb } from '#actions/verb.ts'
import { dealStoryInput, type DealStory } from '#contract/deal-page.ts'
import { ok } from '#contract/problem.ts'
import { eventGroup } from '#core/event-group.ts'
import { groupsOf } from '#store/deal/read.ts'
import { machinesAmong, storyOf } from '#store/deal/story.ts'

const place = z.tuple([z.int().min(-8.64e15).max(8.64e15), z.uuid()])
/** What people did shortly before a deal was opened belongs to its story. */
const lead = 30 * 86_400_000

/** What was said and done about a deal and what its people did themselves, newest first, a page at a time. */
export const readDealStory: Verb<DealStory> = readVerb({
  permission: 'deal.read',
  input: dealStoryInput,
  async run({ db, workspaceId, input, now }) {
    const { id, limit, part } = input
    const found = await loadDeal(db, workspaceId, id, now)
    if (!found.ok) return found
    const question = ['deal-story', id, part ?? null]
    const after = input.cursor === undefined ? null : readCursor(question, input.cursor, place)
    if (input.cursor !== undefined && after === null) return badCursor
    const people = ((await groupsOf(db, workspaceId, [id])).get(id) ?? []).map(({ personId }) => personId)
    const since = new Date(found.value.deal.openedAt - lead)
    const rows = await storyOf(db, workspaceId, {
      dealId: id,
      people,
      since,
      parts: part ?? null,
      after: after && { at: after[0], id: after[1] },
      limit: limit + 1,
    })
    const last = rows.length > limit ? rows[limit - 1] : undefined
    return ok({
      items: rows.slice(0, limit).map((row) => ({
        ...row,
        at: row.at.toISOString(),
        group: row.part === 'people' ? eventGroup(row.kind) : null,
      })),
      next: last ? writeCursor(question, [last.at.getTime(), last.id]) : null,
      machines: after === null ? await machinesAmong(db, workspaceId, people, since) : 0,
    })
  },
})

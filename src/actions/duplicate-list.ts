import { z } from 'zod'
import { badCursor, readCursor, writeCursor } from '#actions/cursor.ts'
import { readVerb, type Verb } from '#actions/verb.ts'
import { duplicateListQuery, type DuplicateList, type DuplicateSide } from '#contract/duplicate.ts'
import { ok } from '#contract/problem.ts'
import { compare } from '#core/duplicate.ts'
import type { Candidate } from '#store/duplicate.ts'
import { countLooks, countPairs, listPairs } from '#store/duplicate-pair.ts'
import { isoTime } from '#store/rows.ts'

const place = z.tuple([z.int(), z.uuid(), z.uuid()])
const most = 1000

/** Who is perhaps the same person, over the whole workspace, the surest first. */
export const listDuplicates: Verb<DuplicateList> = readVerb({
  permission: 'person.list',
  input: duplicateListQuery,
  async run({ db, workspaceId, input }) {
    const { limit } = input
    const went = input.cursor === undefined ? null : readCursor(['duplicates'], input.cursor, place)
    if (input.cursor !== undefined && went === null) return badCursor
    const after = went && { weight: went[0], one: went[1], other: went[2] }
    const pairs = await listPairs(db, workspaceId, after, limit + 1)
    const last = pairs.length > limit ? pairs[limit - 1]?.place : undefined
    const all = await countPairs(db, workspaceId, most + 1)
    const waiting = await countLooks(db, workspaceId, most + 1)
    return ok({
      items: pairs.slice(0, limit).flatMap(({ one, other }) => {
        // as they are now: what they were compared by may have changed a moment ago
        const likely = compare(one, other)
        return likely ? [{ one: sideOf(one), other: sideOf(other), ...likely }] : []
      }),
      next: last ? writeCursor(['duplicates'], [last.weight, last.one, last.other]) : null,
      all: { count: Math.min(all, most), capped: all > most },
      waiting: { count: Math.min(waiting, most), capped: waiting > most },
    })
  },
})

function sideOf({ id, name, email, phone, title, account, lastAt }: Candidate): DuplicateSide {
  return { id, name, email, phone, title, account, lastAt: isoTime(lastAt?.getTime()) }
}

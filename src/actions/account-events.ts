import { z } from 'zod'
import { badCursor, readCursor, writeCursor } from '#actions/cursor.ts'
import { readVerb, type Verb } from '#actions/verb.ts'
import { accountEventsInput, type AccountEvents } from '#contract/account.ts'
import { ok, refuse } from '#contract/problem.ts'
import { comparePosition } from '#core/event.ts'
import { eventGroup, milestones } from '#core/event-group.ts'
import { changes, merge } from '#core/fold/facts.ts'
import type { Source } from '#core/event.ts'
import type { JsonObject } from '#core/json.ts'
import { findAccountEvents } from '#store/account-read.ts'
import { accountEventsOf } from '#store/event.ts'
import { findAccount } from '#store/person-read.ts'
import { isoTime } from '#store/rows.ts'

type Item = AccountEvents['items'][number]

const place = z.tuple([z.int().min(-8.64e15).max(8.64e15), z.string().max(400)])

/**
 * A company's story, newest first: each fact when it was first told or changed, and what its people asked for, said to us
 * and signed.
 */
export const listAccountEvents: Verb<AccountEvents> = readVerb({
  permission: 'account.read',
  input: accountEventsInput,
  async run({ db, workspaceId, input }) {
    const account = await findAccount(db, workspaceId, input.id)
    if (!account) return refuse('not_found', 'There is no such company here.')
    const question = ['company events', account.id]
    const after = input.cursor === undefined ? null : readCursor(question, input.cursor, place)
    if (input.cursor !== undefined && after === null) return badCursor
    const told = (await accountEventsOf(db, workspaceId, [account.id])).get(account.id) ?? []
    const people = await findAccountEvents(db, workspaceId, account.id, {
      names: milestones,
      after,
      limit: input.limit,
    })
    const items = [
      ...news(told).filter(
        (item) => after === null || comparePosition(positionOf(item), { time: after[0], messageId: after[1] }) < 0,
      ),
      ...people.map(({ messageId, name, time, source, object, personId, personName, personEmail }): Item => ({
        messageId,
        name,
        group: eventGroup(name),
        time: isoTime(time.getTime()) as string,
        source,
        object,
        traits: null,
        person: personId === null ? null : { id: personId, name: personName, email: personEmail },
      })),
    ].toSorted((a, b) => comparePosition(positionOf(b), positionOf(a)))
    const last = items.length > input.limit ? items[input.limit - 1] : undefined
    return ok({
      items: items.slice(0, input.limit),
      next: last ? writeCursor(question, [Date.parse(last.time), last.messageId]) : null,
    })
  },
})

function positionOf({ time, messageId }: Item) {
  return { time: Date.parse(time), messageId }
}

/** Of facts told again and again only those that were news, each with what was new in it. */
function news(
  told: readonly {
    messageId: string
    name: string
    time: number
    source: Source
    object: string | null
    accountTraits: JsonObject | null
  }[],
): Item[] {
  const facts: JsonObject = {}
  return told.flatMap(({ messageId, name, time, source, object, accountTraits }) => {
    const traits = Object.fromEntries(
      Object.entries(accountTraits ?? {}).filter(([key, value]) => changes(facts, { [key]: value }, source)),
    )
    if (Object.keys(traits).length === 0) return []
    merge(facts, traits, source)
    return [
      { messageId, name, group: eventGroup(name), time: isoTime(time) as string, source, object, traits, person: null },
    ]
  })
}

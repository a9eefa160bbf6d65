import { ok, refuse } from '#contract/problem.ts'
import { type SetAsideList, setAsideQuery } from '#contract/set-aside.ts'
import { type SetAsideRow, countSetAside, findReceived, listSetAside } from '#store/set-aside.ts'
import { type Verb, readVerb } from '#actions/verb.ts'

/** "Why is my event missing?": what was set aside, newest first, with counts by reason; or what a message counts as. */
export const readSetAside: Verb<SetAsideList> = readVerb({
  permission: 'set_aside.read',
  input: setAsideQuery,
  async run({ db, workspaceId, input }) {
    const after = input.cursor === undefined ? undefined : readCursor(input.cursor)
    if (after === null) return refuse('invalid', 'The cursor is none of ours. Begin again without it.')
    const query = {
      ...(input.code === undefined ? {} : { code: input.code }),
      ...(input.messageId === undefined ? {} : { messageId: input.messageId }),
      ...(input.importId === undefined ? {} : { importId: input.importId }),
      ...(input.from === undefined ? {} : { from: Date.parse(input.from) }),
      ...(input.to === undefined ? {} : { to: Date.parse(input.to) }),
    }
    const rows = await listSetAside(db, workspaceId, { ...query, ...(after ? { after } : {}), limit: input.limit + 1 })
    const counts = await countSetAside(db, workspaceId, query)
    const received = input.messageId === undefined ? null : await findReceived(db, workspaceId, input.messageId)
    const items = rows.slice(0, input.limit)
    const last = items.at(-1)
    return ok({
      items: items.map((row) => ({ ...row, receivedAt: row.receivedAt.toISOString() })),
      next: rows.length > items.length && last ? cursorOf(last) : null,
      counts: counts.map((count) => ({ ...count, lastAt: count.lastAt.toISOString() })),
      received: received && { ...received, receivedAt: received.receivedAt.toISOString() },
    })
  },
})

function cursorOf(row: SetAsideRow): string {
  return `${row.receivedAt.getTime()}_${row.id}`
}

function readCursor(cursor: string): { receivedAt: number; id: string } | null {
  const match = /^(\d{1,15})_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(cursor)
  return match ? { receivedAt: Number(match[1]), id: match[2] as string } : null
}

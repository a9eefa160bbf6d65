import { z } from 'zod'
import { badCursor, readCursor, writeCursor } from '#actions/cursor.ts'
import { readVerb, type Verb } from '#actions/verb.ts'
import { type MailList, mailListQuery, type MailRow } from '#contract/mail.ts'
import { ok } from '#contract/problem.ts'
import { countMails, type ListedMail, listMails } from '#store/mail-list.ts'

const place = z.tuple([z.int(), z.uuid()])

/** The outbox and the log of what was sent, newest first. */
export const listMail: Verb<MailList> = readVerb({
  permission: 'mail.read',
  input: mailListQuery,
  async run({ db, workspaceId, input }) {
    const { state = null, limit } = input
    const question = ['mail', state]
    const went = input.cursor === undefined ? null : readCursor(question, input.cursor, place)
    if (input.cursor !== undefined && went === null) return badCursor
    const rows = await listMails(db, workspaceId, state, went && { at: went[0], id: went[1] }, limit)
    const items = rows.slice(0, limit)
    const last = items.at(-1)
    return ok({
      items: items.map(mailRowOf),
      next: rows.length > limit && last ? writeCursor(question, [last.createdAt.getTime(), last.id]) : null,
      counts: await countMails(db, workspaceId),
    })
  },
})

export function mailRowOf(row: ListedMail): MailRow {
  const { id, kind, toAddress, toName, subject, state, attempts, createdAt, nextAt, endedAt, lastAnswer } = row
  return {
    id,
    kind,
    toAddress,
    toName,
    subject,
    state,
    attempts,
    createdAt: createdAt.toISOString(),
    nextAt: nextAt?.toISOString() ?? null,
    endedAt: endedAt?.toISOString() ?? null,
    lastAnswer,
  }
}

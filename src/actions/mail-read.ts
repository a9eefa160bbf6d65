import { mailRowOf } from '#actions/mail-list.ts'
import { readVerb, type Verb } from '#actions/verb.ts'
import { type MailDetail, mailId } from '#contract/mail.ts'
import { ok, refuse } from '#contract/problem.ts'
import { findMail, listAttempts } from '#store/mail-list.ts'

export const noSuchMail = refuse('not_found', 'There is no such mail in this workspace.')

/** One mail with its text and every attempt. */
export const readMail: Verb<MailDetail> = readVerb({
  permission: 'mail.read',
  input: mailId,
  async run({ db, workspaceId, input }) {
    const mail = await findMail(db, workspaceId, input.id)
    if (!mail) return noSuchMail
    const attempts = await listAttempts(db, mail.id)
    return ok({
      ...mailRowOf(mail),
      text: mail.text === '' ? null : mail.text,
      hasHtml: mail.html !== null,
      messageId: mail.messageId,
      attemptList: attempts.map((attempt) => ({ ...attempt, at: attempt.at.toISOString() })),
    })
  },
})

/** The mail's own HTML, for a frame that runs nothing; null where it has none. */
export const readMailHtml: Verb<{ html: string | null }> = readVerb({
  permission: 'mail.read',
  input: mailId,
  async run({ db, workspaceId, input }) {
    const mail = await findMail(db, workspaceId, input.id)
    return mail ? ok({ html: mail.html }) : noSuchMail
  },
})

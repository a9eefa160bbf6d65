import { z } from 'zod'
import { requestJob } from '#actions/job-request.ts'
import type { MailDoor } from '#actions/mail-door.ts'
import { mailRowOf } from '#actions/mail-list.ts'
import { noSuchMail } from '#actions/mail-read.ts'
import { transportOf } from '#actions/mail/transport.ts'
import { type VerbCall, type Verb, writeVerb } from '#actions/verb.ts'
import { mailId, type mailReleased, type MailRow } from '#contract/mail.ts'
import { ok, refuse } from '#contract/problem.ts'
import { cancelMail as cancel, findMail, readyMail, releaseMails } from '#store/mail-list.ts'

/** Sends it now: one that waits for its next attempt, stands in the outbox, was given up or cancelled. */
export const retryMail: Verb<MailRow> = writeVerb({
  permission: 'mail.change',
  input: mailId,
  async run(call) {
    const { db, workspaceId, input, now } = call
    const mail = await findMail(db, workspaceId, input.id)
    if (!mail) return noSuchMail
    if (mail.text === '') return refuse('conflict', 'Its text held a one-time link and was erased: ask for a new one.')
    const closed = await whyClosed(call)
    if (closed) return closed
    if (!(await readyMail(db, workspaceId, mail.id, ['waiting', 'held', 'failed', 'cancelled'], now)))
      return refuse('conflict', mail.state === 'sent' ? 'It was sent already.' : 'It is being sent this very moment.')
    await requestJob(db, 'mail', {}, 'mail')
    const after = await findMail(db, workspaceId, mail.id)
    return after ? ok(mailRowOf(after)) : noSuchMail
  },
  audit: (mail) => ({ subject: `mail:${mail.id}`, detail: { retried: mail.kind } }),
})

/** Takes it out of the queue, or out of the outbox. */
export const cancelMail: Verb<MailRow> = writeVerb({
  permission: 'mail.change',
  input: mailId,
  async run({ db, workspaceId, input, now }) {
    const mail = await findMail(db, workspaceId, input.id)
    if (!mail) return noSuchMail
    if (!(await cancel(db, workspaceId, mail.id, now)))
      return refuse('conflict', 'It cannot be cancelled any more: it was sent, or ended already.')
    const after = await findMail(db, workspaceId, mail.id)
    return after ? ok(mailRowOf(after)) : noSuchMail
  },
  audit: (mail) => ({ subject: `mail:${mail.id}`, detail: { cancelled: mail.kind } }),
})

/** Sends everything that stands in the outbox. */
export const releaseMail: Verb<z.infer<typeof mailReleased>> = writeVerb({
  permission: 'mail.change',
  input: z.object({}),
  async run(call) {
    const { db, workspaceId, now } = call
    const closed = await whyClosed(call)
    if (closed) return closed
    const released = await releaseMails(db, workspaceId, 0, now)
    await requestJob(db, 'mail', {}, 'mail')
    return ok({ released })
  },
  audit: ({ released }) => ({ detail: { released } }),
})

async function whyClosed({ db, workspaceId, context }: VerbCall<unknown>) {
  const found = await transportOf(db, workspaceId, context.mail ?? noDoor)
  if (found.ok || found.why === 'sealed') return null
  if (found.why === 'demo') return refuse('conflict', 'A sample company sends no mail.')
  return refuse('conflict', 'There is no mail server yet: set one first.')
}

/** Of a process that sends nothing. */
const noDoor: MailDoor = {
  operator: null,
  allowPrivate: false,
  seal: () => null,
  open: () => null,
  give: () => Promise.reject(new Error('this process sends no mail')),
}

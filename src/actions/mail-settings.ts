import { z } from 'zod'
import { requestJob } from '#actions/job-request.ts'
import type { MailDoor, MailTransport } from '#actions/mail-door.ts'
import { actorName, readVerb, type Verb, writeVerb } from '#actions/verb.ts'
import { type MailSettings, mailSettingsInput } from '#contract/mail.ts'
import { ok, refuse } from '#contract/problem.ts'
import { countMails, releaseMails } from '#store/mail-list.ts'
import { findTransport, type KeptTransportRow, saveTransport } from '#store/mail-transport.ts'
import type { Db } from '#store/rows.ts'
import { findWorkspace } from '#store/workspace.ts'

/** what stood in the outbox no longer than this goes out by itself once there is a transport */
const freshMs = 86_400_000

/** How the workspace sends mail. The password is never shown. */
export const readMailSettings: Verb<MailSettings> = readVerb({
  permission: 'mail.read',
  input: z.object({}),
  run: async ({ db, workspaceId, context }) => ok(await settingsOf(db, workspaceId, context.mail)),
})

/** Puts new settings in force; mails of the last day that stood in the outbox go out. */
export const changeMailSettings: Verb<MailSettings> = writeVerb({
  permission: 'mail.change',
  input: mailSettingsInput,
  async run({ db, workspaceId, actor, input, context, now }) {
    const { mail: door } = context
    if (!door) return refuse('conflict', 'This process sends no mail.')
    const workspace = await findWorkspace(db, workspaceId)
    if (workspace?.demo !== false) return refuse('conflict', 'A sample company sends no mail.')
    const kept = await findTransport(db, workspaceId)
    const { password, ...rest } = input
    const username = input.username === '' ? null : input.username
    // a password belongs to its server: it is not shown to another that somebody types in
    const same = kept !== null && kept.host === input.host && kept.username === username
    let sealedPassword = password === undefined && same ? kept.sealedPassword : null
    if (typeof password === 'string') {
      sealedPassword = door.seal(password)
      if (sealedPassword === null)
        return refuse('conflict', 'There is no key to keep a password with: the operator sets HOURGLASS_SECRET.')
    }
    if (username !== null && sealedPassword === null)
      return refuse('invalid', 'password: Type the password of this user name.', {
        fields: [{ path: 'password', message: 'Type the password of this user name.' }],
      })
    if (username === null) sealedPassword = null
    await saveTransport(db, workspaceId, { ...rest, username, sealedPassword }, actorName(actor), now)
    if (input.enabled) {
      await releaseMails(db, workspaceId, now - freshMs, now)
      await requestJob(db, 'mail', {}, 'mail')
    }
    return ok(await settingsOf(db, workspaceId, door))
  },
  audit: (_value, { password, ...rest }) => ({ detail: { ...rest, newPassword: typeof password === 'string' } }),
})

async function settingsOf(db: Db, workspaceId: string, door: MailDoor | undefined): Promise<MailSettings> {
  const demo = (await findWorkspace(db, workspaceId))?.demo ?? false
  const kept = await findTransport(db, workspaceId)
  const operator = door?.operator ?? null
  const counts = await countMails(db, workspaceId)
  return {
    own: kept && ownShown(kept, door),
    operator: operator && shown(operator),
    by: demo ? null : kept?.enabled ? 'own' : operator ? 'operator' : null,
    demo,
    held: counts.find(({ state }) => state === 'held')?.count ?? 0,
  }
}

function ownShown(kept: KeptTransportRow, door: MailDoor | undefined): NonNullable<MailSettings['own']> {
  const { sealedPassword, testedAt, testOk, testAnswer } = kept
  return {
    ...shown(kept),
    enabled: kept.enabled,
    username: kept.username,
    hasPassword: sealedPassword !== null,
    passwordReadable: sealedPassword === null || door?.open(sealedPassword) != null,
    updatedAt: kept.updatedAt.toISOString(),
    lastTest: testedAt && { at: testedAt.toISOString(), ok: testOk === true, answer: testAnswer ?? '' },
  }
}

type Shown = Pick<MailTransport, 'host' | 'port' | 'security' | 'fromAddress' | 'fromName' | 'replyTo'>

function shown({ host, port, security, fromAddress, fromName, replyTo }: Shown): Shown {
  return { host, port, security, fromAddress, fromName, replyTo }
}

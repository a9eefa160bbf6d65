import { randomUUIDv7 } from 'node:crypto'
import { openTransport } from '#actions/mail/transport.ts'
import { actorName, requirePermission, type Verb } from '#actions/verb.ts'
import { type MailTestReport, mailTestInput } from '#contract/mail.ts'
import { invalid, ok, refuse } from '#contract/problem.ts'
import { domainOf } from '#core/mail/header.ts'
import { testMail } from '#core/mail/test-words.ts'
import { insertAudit } from '#store/audit.ts'
import { findTransport, saveTest } from '#store/mail-transport.ts'
import { languageOf } from '#store/user-language.ts'
import { findWorkspace } from '#store/workspace.ts'

const pauseMs = 2000

/**
 * Sends a mail at once by the settings as they are saved, whether they are switched on or not (the operator's where the
 * workspace has none), and tells what the server said. No transaction stays open meanwhile.
 */
const test: (...parameters: Parameters<Verb<MailTestReport>>) => ReturnType<Verb<MailTestReport>> = async (
  context,
  actor,
  input,
) => {
  const denied = requirePermission(actor, 'mail.change')
  if (denied) return denied
  const parsed = mailTestInput.safeParse(input)
  if (!parsed.success) return invalid(parsed.error)
  const { pool, mail: door, now = Date.now } = context
  const { workspaceId } = actor
  const { to } = parsed.data
  const workspace = await findWorkspace(pool, workspaceId)
  if (!door || workspace?.demo !== false) return refuse('conflict', 'A sample company sends no mail.')
  const kept = await findTransport(pool, workspaceId)
  const found = kept ? openTransport(kept, door) : null
  if (found?.ok === false)
    return refuse('conflict', 'The password cannot be read with the key of this server: type it again.')
  const transport = found ? found.transport : door.operator
  if (!transport) return refuse('conflict', 'There is no mail server yet: save the settings first.')
  const at = now()
  if (kept?.testedAt && kept.testedAt.getTime() > at - pauseMs)
    return refuse('rate_limited', 'A test was made this very moment.', { retryAfter: pauseMs / 1000 })

  const language = await languageOf(pool, workspaceId, actor.kind === 'user' ? actor.userId : null)
  const { outcome, code, answer, server, tookMs } = await door.give(transport, {
    messageId: `${randomUUIDv7()}@${domainOf(transport.fromAddress)}`,
    toAddress: to,
    toName: null,
    ...testMail(language, workspace.name),
    html: null,
    date: at,
  })
  const worked = outcome === 'sent'
  if (kept) await saveTest(pool, workspaceId, { at, ok: worked, answer })
  await insertAudit(pool, workspaceId, {
    at,
    actor: actorName(actor),
    verb: 'mail.change',
    detail: { testedTo: to, server, ok: worked },
  })
  return ok({ ok: worked, code, answer, server, tookMs })
}

export const testMailSettings: Verb<MailTestReport> = Object.assign(test, {
  permission: 'mail.change' as const,
  changes: true,
})

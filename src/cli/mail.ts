import { userInfo } from 'node:os'
import { parseArgs } from 'node:util'
import { mailStates, type MailState } from '#contract/mail.ts'
import { insertAudit } from '#store/audit.ts'
import { findOutboxMails, listOutbox, type OutboxMail } from '#store/outbox.ts'
import { openContext, UsageProblem } from './context.ts'
import { cutTo, harmless, tableLines } from './table.ts'

const help = `Usage: npx hourglass mail [--state held] [--limit 20]
       npx hourglass mail <id>

The outbox of this server: of every workspace, and what the server writes in its own name, such as a new password for
somebody who belongs to several workspaces. Without SMTP settings nothing leaves it, and this is how to read it.
Without an id it lists the newest mails; with an id, or the end of one, it prints that mail. One-time links work for
whoever has them: hand a mail to its addressee only. What was sent, or given up, keeps no links.

  --state   ${mailStates.join(', ')}
  --limit   how many to list, up to 1000`

/** Lists the outbox, or prints one mail of it. Throws UsageProblem. */
export async function run(args: string[]): Promise<number> {
  const flags = parse(args)
  if (flags.help) {
    console.log(help)
    return 0
  }
  const context = await openContext()
  try {
    if (flags.id === null) {
      console.log(outboxText(await listOutbox(context.pool, flags.state, flags.limit)))
      return 0
    }
    const found = await findOutboxMails(context.pool, flags.id)
    const [mail] = found
    if (!mail) throw new UsageProblem(`There is no mail ${flags.id} here: "hourglass mail" lists them.`)
    if (found.length > 1) throw new UsageProblem(`Several mails end in ${flags.id}: write more of the id.`)
    console.log(mailText(mail))
    if (mail.workspaceId !== null) {
      const { workspaceId, id } = mail
      const actor = `operator:${userInfo().username}`
      await insertAudit(context.pool, workspaceId, { at: Date.now(), actor, verb: 'mail.read', subject: `mail:${id}` })
    }
    return 0
  } finally {
    await context.close()
  }
}

interface Flags {
  help: boolean
  id: string | null
  state: MailState | null
  limit: number
}

function parse(args: string[]): Flags {
  let parsed
  try {
    parsed = parseArgs({
      args,
      options: {
        state: { type: 'string' },
        limit: { type: 'string', default: '20' },
        help: { type: 'boolean', short: 'h', default: false },
      },
      allowPositionals: true,
    })
  } catch (error) {
    throw new UsageProblem(`${(error as Error).message}\n\n${help}`)
  }
  const { values, positionals } = parsed
  const [id = null] = positionals
  if (positionals.length > 1 || (id !== null && !/^[0-9a-f-]{4,36}$/i.test(id)))
    throw new UsageProblem(`Give the id of one mail, or its last eight characters.\n\n${help}`)
  const state = mailStates.find((one) => one === values.state) ?? null
  if (values.state !== undefined && state === null)
    throw new UsageProblem(`--state is one of ${mailStates.join(', ')}.`)
  const limit = Number(values.limit)
  if (!Number.isInteger(limit) || limit < 1 || limit > 1000)
    throw new UsageProblem('--limit is a whole number from 1 to 1000.')
  return { help: values.help, id, state, limit }
}

/** Mails as lines, newest first. */
export function outboxText(mails: readonly OutboxMail[]): string {
  if (mails.length === 0) return 'The outbox is empty.'
  const head = ['id', 'written', 'state', 'workspace', 'to', 'subject']
  const rows = mails.map((mail) => [
    mail.id.slice(-8),
    `${mail.createdAt.toISOString().slice(0, 16).replace('T', ' ')}`,
    mail.state,
    cutTo(harmless(mail.workspace ?? '(server)'), 24),
    cutTo(harmless(mail.toAddress), 40),
    cutTo(harmless(mail.subject), 60),
  ])
  return `${tableLines(head, rows, 'left').join('\n')}\n\nTimes are UTC. "hourglass mail <id>" prints one.`
}

/** One mail with its head. */
export function mailText(mail: OutboxMail): string {
  const lines = [
    `To: ${harmless(mail.toName ?? '')} <${harmless(mail.toAddress)}>`.replace('To:  <', 'To: <'),
    `Subject: ${harmless(mail.subject)}`,
    `Written: ${mail.createdAt.toISOString()}`,
    `State: ${mail.state}${mail.lastAnswer === null ? '' : ` (${harmless(mail.lastAnswer)})`}`,
    `Workspace: ${mail.workspace === null ? '(server)' : harmless(mail.workspace)}`,
    '',
  ]
  const text = mail.text.split('\n').map(harmless).join('\n').trimEnd()
  return [
    ...lines,
    text === '' ? '(It carried a one-time link and was erased when it was sent or given up.)' : text,
  ].join('\n')
}

import { randomBytes, createHash } from 'node:crypto'
import type { PoolClient } from 'pg'
import type { z } from 'zod'
import { enqueueMail } from '#actions/mail-enqueue.ts'
import type { proposalLinkInput } from '#contract/proposal.ts'
import { proposalMail } from '#core/proposal/mail.ts'
import type { ProposalContent, ProposalLanguage } from '#core/proposal/document.ts'

/** A token of 256 random bits for a link, and the SHA-256 of it that the database keeps. */
export function newProposalToken(): { token: string; hash: Buffer } {
  const token = randomBytes(32).toString('base64url')
  return { token, hash: hashOf(token) }
}

export function hashOf(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

export function proposalLink(address: string, token: string): string {
  return `${address}/p/${token}`
}

type MailTo = NonNullable<z.output<typeof proposalLinkInput>['mail']>

/** Puts the mail with the link into the outbox, in the buyer's language; each link is a mail of its own. */
export async function mailProposal(
  db: PoolClient,
  workspaceId: string,
  proposal: { id: string; content: ProposalContent; language: ProposalLanguage; validUntil: string },
  mail: MailTo,
  link: string,
  now: number,
): Promise<void> {
  const { id, content, language, validUntil } = proposal
  const name = mail.name === '' ? content.toPerson : mail.name
  const facts = { title: content.title, name, link, validUntil, note: mail.note, from: content.from }
  await enqueueMail(
    db,
    workspaceId,
    {
      kind: 'proposal',
      cause: `proposal:${id}:${now}`,
      to: mail.to,
      ...(name === '' ? {} : { toName: name }),
      ...proposalMail(language, facts),
    },
    now,
  )
}

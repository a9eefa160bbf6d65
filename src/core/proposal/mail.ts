import type { ProposalLanguage } from '#core/proposal/document.ts'
import { dayText } from '#core/proposal/price.ts'
import { fill, proposalWords } from '#core/proposal/words.ts'

/** The mail that carries a proposal's link, as plain text in the buyer's language. `note`: the seller's own words. */
export function proposalMail(
  language: ProposalLanguage,
  facts: { title: string; name: string; link: string; validUntil: string; note: string; from: string },
): { subject: string; text: string } {
  const { mail } = proposalWords[language]
  const { title, name, link, validUntil, note, from } = facts
  const hello = name.trim() === '' ? [] : [fill(mail.hello, { name: oneLine(name) })]
  const paragraphs = [
    ...hello,
    note.trim() === '' ? mail.body : note.trim(),
    fill(mail.open, { link }),
    fill(mail.valid, { day: dayText(validUntil, language) }),
    mail.question,
    ...(from.trim() === '' ? [] : [oneLine(from)]),
  ]
  return { subject: fill(mail.subject, { title: oneLine(title) }), text: `${paragraphs.join('\n\n')}\n` }
}

function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim()
}

/** Longest address that SMTP carries (RFC 5321, 4.5.3.1), and longest line of a header that we write. */
export const longestAddress = 254
export const longestSubject = 250
export const longestName = 120

/**
 * Whether this is one plain mail address that is safe in an envelope and a header: a dot-atom, an @, a domain name or an
 * address literal's host name; no comments, no quotes, no list. Letters of any script are taken (RFC 6531).
 */
export function isMailAddress(text: string): boolean {
  if (text.length > longestAddress) return false
  const match = /^([^\s"(),:;<>@[\\\]\p{Cc}\p{Cf}\p{Z}]{1,64})@([\p{L}\p{N}.-]+)$/u.exec(text)
  if (!match) return false
  const [, local = '', domain = ''] = match
  if (/^\.|\.$|\.\./.test(local)) return false
  return domain.split('.').every((label) => /^[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?$/u.test(label))
}

/** Words for one line of a header: whatever could begin another line, or hide, becomes a space; cut at `longest`. */
export function headerLine(text: string, longest: number): string {
  const line = text
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .replaceAll(/ {2,}/g, ' ')
    .trim()
  const letters = [...line]
  return letters.length <= longest
    ? line
    : `${letters
        .slice(0, longest - 1)
        .join('')
        .trimEnd()}…`
}

/** The part of a mail address after the @, in lower case. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase()
}

/** The headers by which a mail's reader ends mails like it with one click (RFC 2369, RFC 8058); none without a link. */
export function unsubscribeHeaders(link: string | null): Record<string, string> {
  if (link === null || !/^https?:\/\/[\x21-\x7e]+$/.test(link) || /[<>]/.test(link)) return {}
  return { 'List-Unsubscribe': `<${link}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }
}

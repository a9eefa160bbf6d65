import { normaliseMail } from '#core/mail-domain.ts'

/**
 * A phone number as it is compared: digits alone, without a leading international prefix (00). Null with fewer than seven
 * digits. Numbers written without their country stay as they were written: they match their like.
 */
export function normalisePhone(text: string): string | null {
  if (text.length > 60) return null
  const digits = text.normalize('NFKC').replaceAll(/\D/g, '').replace(/^00/, '')
  return digits.length >= 7 && digits.length <= 15 ? digits : null
}

/** A line of somebody's list: a mail address or a phone number, as they are compared; null for neither. */
export function readAddress(text: string): { kind: 'email' | 'phone'; address: string } | null {
  const line = text.trim()
  const email = line.includes('@') ? normaliseMail(line) : null
  if (email !== null) return { kind: 'email', address: email }
  const phone = /^[+\d\s().-]+$/.test(line) ? normalisePhone(line) : null
  return phone === null ? null : { kind: 'phone', address: phone }
}

/** An address that its owner recognises and nobody else reads: `j•••@example.com`. */
export function maskedMail(address: string): string {
  const at = address.lastIndexOf('@')
  return `${[...address][0] ?? ''}•••${address.slice(at)}`
}

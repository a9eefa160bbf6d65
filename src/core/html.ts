/** Text inside an element or a quoted attribute: nobody's markup. */
export function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (mark) => marks[mark] ?? mark)
}

const marks: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/**
 * An address that a page of ours may lead to, as it is put into `href`: http, https, mailto and tel, a path of the same
 * server (`/demo`) or a place on the same page (`#form`). Null for anything else, and for what cannot be read.
 */
export function safeLink(address: string): string | null {
  const text = address.trim()
  // browsers drop tabs and line breaks within an address, and take a backslash for a slash
  if (text === '' || text.length > 2000 || /[\p{Cc}\\]/u.test(text)) return null
  if (/^#[\w-]{1,60}$/.test(text)) return text
  if (/^\/(?!\/)/.test(text)) return text
  const [scheme] = /^[a-z]+(?=:)/i.exec(text) ?? []
  if (scheme === undefined || !['http', 'https', 'mailto', 'tel'].includes(scheme.toLowerCase())) return null
  if (!URL.canParse(text)) return null
  return /^https?$/i.test(scheme) ? new URL(text).href : text
}

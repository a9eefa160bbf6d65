/** A host of a list, or below one of it: `docs.example.com` of `example.com`. */
export function isOfHosts(host: string, hosts: readonly string[]): boolean {
  const plain = host.toLowerCase()
  return hosts.some((one) => plain === one || plain.endsWith(`.${one}`))
}

/**
 * An address that a form may send people on to, or null: https (http on this very machine), no name and password in it,
 * on one of the hosts.
 */
export function safeRedirect(address: string, hosts: readonly string[]): string | null {
  if (address.length > 2000 || /[\s\\]/.test(address)) return null
  let url: URL
  try {
    url = new URL(address)
  } catch {
    return null
  }
  if (url.username !== '' || url.password !== '') return null
  const local = url.protocol === 'http:' && (url.hostname === 'localhost' || url.hostname === '127.0.0.1')
  if (url.protocol !== 'https:' && !local) return null
  return isOfHosts(url.hostname, hosts) ? url.href : null
}

/** A host as it is kept in a list: ASCII, lower case, without a scheme or a path; null when it is none. */
export function hostOfList(text: string): string | null {
  const bare = text
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/[/?#].*$/, '')
    .replace(/:\d+$/, '')
    .replace(/^\*\./, '')
  return /^(localhost|127\.0\.0\.1|([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]{2,63})$/.test(bare) ? bare : null
}

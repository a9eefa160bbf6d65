/**
 * Whether `text` is what `pattern` says, where `*` stands for anything, also nothing. Both folded by the caller. Each part
 * is looked for once, from where the one before ended: no input makes it slow.
 */
export function matches(pattern: string, text: string): boolean {
  const parts = pattern.split('*')
  const first = parts[0] as string
  const last = parts.at(-1) as string
  if (parts.length === 1) return text === pattern
  if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) return false
  const end = text.length - last.length
  let at = first.length
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, at)
    if (found < 0 || found + part.length > end) return false
    at = found + part.length
  }
  return true
}

/** A host, or one below it; with `*` as the pattern says. */
export function matchesHost(pattern: string, host: string): boolean {
  if (pattern.includes('*')) return matches(pattern, host)
  return host === pattern || host.endsWith(`.${pattern}`)
}

/** A path, or one below it; with `*` as the pattern says. */
export function matchesPath(pattern: string, path: string): boolean {
  if (pattern.includes('*')) return matches(pattern, path)
  return path === pattern || (pattern !== '/' && path.startsWith(`${pattern}/`))
}

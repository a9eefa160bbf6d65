/**
 * What somebody wrote as the place of a page: a whole address, or a path, which may hold `*` for any run of characters.
 * The path is decoded, without query and without a slash at the end, as events name pages. Null: it is neither.
 */
export function readPlace(text: string): { url: string | null; path: string } | null {
  const written = text.trim()
  if (written === '' || written.length > 2000 || /\s/.test(written)) return null
  if (/^https?:\/\//i.test(written)) {
    const url = URL.parse(written)
    if (!url || url.username !== '' || url.password !== '') return null
    const path = cleaned(written.replace(/^https?:\/\/[^/?#]*/i, ''))
    return { url: path.includes('*') ? null : url.href, path }
  }
  return written.startsWith('/') ? { url: null, path: cleaned(written) } : null
}

function cleaned(address: string): string {
  const path = decoded(address.replace(/[?#].*$/s, ''))
  const cut = path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path
  return (cut === '' ? '/' : cut).slice(0, 500)
}

function decoded(path: string): string {
  try {
    const read = decodeURI(path)
    return read.includes('\0') ? path : read
  } catch {
    // a lone % is kept as it was written
    return path
  }
}

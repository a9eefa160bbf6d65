import type { ContentRule } from '#core/blueprint.ts'
import { foldText } from '#core/text.ts'

/**
 * Compiles content rules into a function from an object (a path, a full URL, the name of an asset) to its content kind,
 * or null. The first rule that matches wins; `*` stands for any run of characters, the rest is compared as folded text
 * after percent-decoding, without query and fragment.
 */
export function compileContentRules(rules: readonly ContentRule[]): (object: string) => string | null {
  const compiled = rules.map(({ path, kind }) => ({ parts: foldText(path).split('*'), kind }))
  return (object) => {
    const path = foldText(pathOf(object))
    return compiled.find(({ parts }) => matches(parts, path))?.kind ?? null
  }
}

function pathOf(object: string): string {
  const local = object.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '').replace(/[?#].*$/s, '')
  const path = local.startsWith('/') ? local : `/${local}`
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

/** Literal parts in order: the first at the beginning, the last at the end. Linear in the path for each part. */
function matches(parts: readonly string[], path: string): boolean {
  const first = parts[0] as string
  const last = parts[parts.length - 1] as string
  if (parts.length === 1) return path === first
  if (!path.startsWith(first)) return false
  let from = first.length
  for (const part of parts.slice(1, -1)) {
    const at = path.indexOf(part, from)
    if (at < 0) return false
    from = at + part.length
  }
  return path.length - last.length >= from && path.endsWith(last)
}

import type { Blueprint, ContentRule } from '#core/blueprint.ts'
import { foldText } from '#core/text.ts'

const remembered = 20_000

/** The content kind of an object by the blueprint's content rules: the first match wins; null when none does. */
export function contentClassifier(blueprint: Blueprint): (object: string) => string | null {
  const rules = blueprint.content.map((rule: ContentRule) => ({ matches: pathMatcher(rule.path), kind: rule.kind }))
  const known = new Map<string, string | null>()
  return (object) => {
    let kind = known.get(object)
    if (kind === undefined) {
      if (known.size >= remembered) known.clear()
      kind = rules.find((rule) => rule.matches(object))?.kind ?? null
      known.set(object, kind)
    }
    return kind
  }
}

/**
 * Whether a path matches a pattern: `*` stands for any run of characters; letters of any case. Found part by part from
 * the left, so that no pattern, however many stars it has, takes long on a long path.
 */
export function pathMatcher(pattern: string): (path: string) => boolean {
  const [first = '', ...parts] = foldText(pattern).split('*')
  const last = parts.pop()
  return (path) => {
    const text = foldText(path)
    if (last === undefined) return text === first
    if (!text.startsWith(first)) return false
    let from = first.length
    for (const part of parts) {
      const at = text.indexOf(part, from)
      if (at < 0) return false
      from = at + part.length
    }
    return text.length - last.length >= from && text.endsWith(last)
  }
}

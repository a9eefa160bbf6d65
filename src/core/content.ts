import type { Blueprint, ContentRule } from '#core/blueprint.ts'

const remembered = 20_000

/** The content kind of an object by the blueprint's content rules: the first match wins; null when none does. */
export function contentClassifier(blueprint: Blueprint): (object: string) => string | null {
  const rules = blueprint.content.map((rule: ContentRule) => ({ pattern: pathPattern(rule.path), kind: rule.kind }))
  const known = new Map<string, string | null>()
  return (object) => {
    let kind = known.get(object)
    if (kind === undefined) {
      if (known.size >= remembered) known.clear()
      kind = rules.find((rule) => rule.pattern.test(object))?.kind ?? null
      known.set(object, kind)
    }
    return kind
  }
}

/** A path pattern as a regular expression: `*` stands for any run of characters; letters of any case. */
function pathPattern(path: string): RegExp {
  const source = path.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${source.join('.*')}$`, 'iu')
}

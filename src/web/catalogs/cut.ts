// Which texts go with which part of the app: told by the code itself, so that nothing is listed by hand. A part is the
// first script (main.tsx) or a module that is loaded when it is asked for (`import('./page.tsx')`), each with all that it
// imports. Used by the build (vite-texts.ts) and by the test of the catalogs.

/** Sources by their path within src/web, `people/people-page.tsx`. */
export type Sources = Readonly<Record<string, string>>

export interface Cut {
  /** the texts of the first script */
  first: string[]
  /** for each module that is loaded when it is asked for: its texts that the first script does not have */
  parts: Map<string, string[]>
}

/** Divides the texts of `ids` among the parts of the app; in the order of `ids`. */
export function cutTexts(sources: Sources, ids: readonly string[]): Cut {
  const modules = new Map(Object.entries(sources).map(([path, source]) => [path, readModule(path, source)]))
  const named = (paths: ReadonlySet<string>): Set<string> => {
    const literals = new Set<string>()
    const groups = new Set<string>()
    for (const path of paths) {
      for (const literal of modules.get(path)?.literals ?? []) literals.add(literal)
      for (const group of modules.get(path)?.groups ?? []) groups.add(group)
    }
    return new Set(ids.filter((id) => literals.has(id) || groups.has(id.slice(0, id.lastIndexOf('.')))))
  }
  const begin = named(reached('main.tsx', modules))
  const later = new Set([...modules.values()].flatMap(({ asked }) => asked).filter((path) => modules.has(path)))
  return {
    first: [...begin],
    parts: new Map([...later].map((path) => [path, [...named(reached(path, modules))].filter((id) => !begin.has(id))])),
  }
}

/** The modules that a source asks for when it needs them: where in it, which (path within src/web), and its words. */
export function askedModules(path: string, source: string): { at: number; text: string; module: string }[] {
  return [...source.matchAll(/\bimport\(\s*'([^']+)',?\s*\)/g)].flatMap((found) => {
    const module = resolve(path, found[1] as string)
    return module === null ? [] : [{ at: found.index, text: found[0], module }]
  })
}

interface Module {
  imports: string[]
  asked: string[]
  /** quoted words that may be the id of a text */
  literals: string[]
  /** beginnings of ids that are made of a code: `role.${role}`, wordFor('role', …) */
  groups: string[]
}

function readModule(path: string, source: string): Module {
  const imports = [...source.matchAll(/^(?:import|export)\s+(?!type\b)(?:[^'"]*?\bfrom\s+)?'([^']+)'/gm)]
  return {
    imports: imports.flatMap(([, name]) => resolve(path, name as string) ?? []),
    asked: askedModules(path, source).map(({ module }) => module),
    literals: [...source.matchAll(/(['"])([\w.-]+)\1/g)].map(([, , word]) => word as string),
    groups: [...source.matchAll(/`([\w.-]+)\.\$\{|wordFor\(\s*'([\w.-]+)',/g)].map(
      ([, one, other]) => one ?? other ?? '',
    ),
  }
}

function reached(path: string, modules: ReadonlyMap<string, Module>, seen = new Set<string>()): Set<string> {
  if (seen.has(path)) return seen
  seen.add(path)
  for (const next of modules.get(path)?.imports ?? []) reached(next, modules, seen)
  return seen
}

/** The path within src/web of what `from` imports as `name`; null: not of src/web. */
function resolve(from: string, name: string): string | null {
  if (name.startsWith('#web/')) return name.slice('#web/'.length)
  if (!name.startsWith('.')) return null
  const parts = from.split('/').slice(0, -1)
  for (const part of name.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '.') parts.push(part)
  }
  return parts.join('/')
}

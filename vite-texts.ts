import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'
import { askedModules, cutTexts, type Cut, type Sources } from './src/web/catalogs/cut.ts'

const web = fileURLToPath(new URL('./src/web', import.meta.url))
const loader = join(web, 'app', 'texts.ts')

/**
 * Cuts the catalogs by what each part of the app says (catalogs/cut.ts): one JSON file a part and language, in a folder
 * named by a hash of them all, fetched with the part's script. The first script has its own texts in it, in all languages.
 */
export function texts(): Plugin {
  let cut: Cut = { first: [], parts: new Map() }
  const catalogs = new Map<string, Record<string, string>>()
  let folder = ''
  return {
    name: 'hourglass-texts',
    apply: 'build',
    enforce: 'pre',
    async config() {
      for (const language of await languages()) catalogs.set(language, await catalog(language))
      cut = cutTexts(await readSources(), Object.keys(catalogs.get('en') ?? {}))
      const hash = createHash('sha256').update(JSON.stringify([[...catalogs], cut.first, [...cut.parts]]))
      folder = `assets/texts-${hash.digest('base64url').slice(0, 8)}`
      const first = Object.fromEntries([...catalogs].map(([language, all]) => [language, pick(all, cut.first)]))
      return {
        define: {
          'import.meta.env.TEXTS_FOLDER': JSON.stringify(`/${folder}`),
          'import.meta.env.TEXTS_FIRST': JSON.stringify(first),
        },
      }
    },
    transform(code, id) {
      const path = relative(web, id).split(sep).join('/')
      if (path.startsWith('..') || !/\.tsx?$/.test(path)) return null
      const speaking = askedModules(path, code).filter(({ module }) => (cut.parts.get(module)?.length ?? 0) > 0)
      if (speaking.length === 0) return null
      let changed = code
      for (const { at, text, module } of speaking.toReversed()) {
        const call = `withTexts('${nameOf(module)}', ${text})`
        changed = changed.slice(0, at) + call + changed.slice(at + text.length)
      }
      return { code: `import { withTexts } from ${JSON.stringify(loader)}\n${changed}`, map: null }
    },
    generateBundle() {
      for (const [language, all] of catalogs) {
        for (const [module, ids] of cut.parts) {
          if (ids.length === 0) continue
          const fileName = `${folder}/${language}/${nameOf(module)}.json`
          this.emitFile({ type: 'asset', fileName, source: JSON.stringify(pick(all, ids)) })
        }
      }
    },
  }
}

function pick(all: Record<string, string>, ids: readonly string[]): Record<string, string> {
  return Object.fromEntries(ids.map((id) => [id, all[id] ?? '']))
}

/** `people/people-page.tsx` as `people.people-page`. */
function nameOf(module: string): string {
  return module.replace(/\.tsx?$/, '').replaceAll('/', '.')
}

async function languages(): Promise<string[]> {
  const entries = await readdir(join(web, 'catalogs'), { withFileTypes: true })
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
}

/** All rooms of a language. */
async function catalog(language: string): Promise<Record<string, string>> {
  const folder = join(web, 'catalogs', language)
  const files = (await readdir(folder)).filter((name) => name.endsWith('.json')).toSorted()
  const rooms = await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')))
  return Object.assign({}, ...rooms.map((text) => JSON.parse(text) as Record<string, string>))
}

async function readSources(): Promise<Sources> {
  const paths = (await readdir(web, { recursive: true })).map((path) => path.split(sep).join('/'))
  const code = paths.filter((path) => /(?<!\.test)\.tsx?$/.test(path) && !path.startsWith('catalogs/'))
  return Object.fromEntries(
    await Promise.all(code.map(async (path) => [path, await readFile(join(web, path), 'utf8')] as const)),
  )
}

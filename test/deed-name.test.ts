import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { wholeCatalog } from '../src/web/catalogs/whole.ts'

const actions = join(import.meta.dirname, '../src/actions')

/** What the verbs write into the audit, as their sources say; those that are put together are told here. */
async function verbs(): Promise<string[]> {
  const put = [
    ...['touched', 'noted', 'checked', 'answered', 'signed', 'recycled'].map((kind) => `deal.${kind}`),
    ...['accepted', 'declined'].map((answer) => `proposal.${answer}`),
    ...['done', 'dropped'].map((state) => `task.${state}`),
    ...['on', 'off'].map((state) => `workspace.second_factor_${state}`),
  ]
  const files = (await readdir(actions, { recursive: true })).filter((name) => name.endsWith('.ts'))
  const texts = await Promise.all(files.map((name) => readFile(join(actions, name), 'utf8')))
  const written = texts.flatMap((text) =>
    [...text.matchAll(/\bverb: '([a-z_]+\.[a-z_]+)'/g)].map(([, verb]) => verb ?? ''),
  )
  return [...new Set([...put, ...written])].toSorted()
}

test.each(['en', 'ko', 'ru'] as const)('every deed of the audit has a name (%s)', async (language) => {
  const words = wholeCatalog(language)
  const all = await verbs()
  expect(all.length).toBeGreaterThan(100)
  const nameless = all.filter((verb) => {
    const code = verb.replaceAll('.', '_')
    return !(`deedName.${code}` in words) && !(`permission.${code}` in words)
  })
  expect(nameless).toEqual([])
})

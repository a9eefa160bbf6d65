import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { accountFacts, personFacts } from '#contract/collect/facts.ts'
import { catalogue } from '#core/catalogue.ts'

const file = join(import.meta.dirname, '../docs/concepts/events.md')

function cell(words: readonly string[] | undefined): string {
  return (words ?? []).map((word) => `\`${word}\``).join(' ')
}

function catalogueTable(): string {
  const rows = catalogue.map(({ key, about, props, object, aliases, trust, given, othersEmail }) => {
    const marks = `${given ? ' †' : ''}${othersEmail ? ' ‡' : ''}`
    const also = aliases?.join(', ') ?? ''
    return `| \`${key}\`${marks} | ${about} | ${cell(props)} | ${cell(object)} | ${also} | ${trust} |`
  })
  return ['| event | when | properties | object | also known as | key |', '|---|---|---|---|---|---|', ...rows].join(
    '\n',
  )
}

function factTable(): string {
  const rows = (facts: Readonly<Record<string, readonly string[]>>, of: string) =>
    Object.entries(facts).map(([name, spellings]) => `| ${of} | \`${name}\` | ${spellings.join(', ')} |`)
  return [
    '| of | fact | spellings |',
    '|---|---|---|',
    ...rows(personFacts, 'person'),
    ...rows(accountFacts, 'company'),
  ].join('\n')
}

function fill(page: string, mark: string, content: string): string {
  const pattern = new RegExp(`(<!-- ${mark}: [^>]*-->\n)[^]*?(<!-- end -->)`)
  expect(page, `the marks of ${mark}`).toMatch(pattern)
  return page.replace(pattern, (_all, start: string, end: string) => `${start}\n${content}\n\n${end}`)
}

test('docs/concepts/events.md says what the code says', async () => {
  const page = await readFile(file, 'utf8')
  const wanted = fill(fill(page, 'catalogue', catalogueTable()), 'facts', factTable())
  if (process.env['UPDATE_DOCS'] === '1') await writeFile(file, wanted)
  else expect(page).toBe(wanted)
})

test('every code of a rejection and every reason of a verdict is explained', async () => {
  const events = await readFile(file, 'utf8')
  const api = await readFile(join(import.meta.dirname, '../docs/api/collect.md'), 'utf8')
  const root = join(import.meta.dirname, '../src/core')
  const codesOf = async (source: string, type: string) => {
    const text = await readFile(join(root, source), 'utf8')
    const body = new RegExp(`export type ${type} =([^;]*?)\n\n`).exec(text)?.[1] ?? ''
    return [...body.matchAll(/'(\w+)'/g)].map((match) => match[1] as string)
  }
  const rejections = await codesOf('event.ts', 'RejectionCode')
  const reasons = await codesOf('classify/classify.ts', 'VerdictReason')
  expect(rejections.length).toBeGreaterThan(15)
  expect(reasons.length).toBeGreaterThan(8)
  for (const code of rejections) expect(api, code).toContain(`\`${code}\``)
  for (const reason of reasons) expect(events, reason).toContain(`\`${reason}\``)
})

import { createIntl } from 'react-intl'
import { describe, expect, test } from 'vitest'
import { funnelNotes } from '#contract/funnel.ts'
import { problemCodes } from '#contract/problem.ts'
import { channels } from '#core/channel.ts'
import { roles } from '#core/permission.ts'
import { valueLabel } from '#core/rule/sentence.ts'
import { cutTexts } from './cut.ts'
import { wholeCatalog } from './whole.ts'

const en = wholeCatalog('en')
const catalogs: Record<string, Record<string, string>> = { en, ko: wholeCatalog('ko'), ru: wholeCatalog('ru') }
const languages = ['en', 'ko', 'ru'] as const
const counts = [0, 1, 2, 5, 21, 1.5]

/** The placeholders and tags of a message. */
function askedBy(message: string): string[] {
  const names = [...message.matchAll(/\{\s*(\w+)\s*[,}]|<(\w)>/g)].map(([, value, tag]) => value ?? `<${tag}>`)
  return [...new Set(names)].toSorted()
}

/** Formats a message, given just what it asks for; throws where that is not enough. */
function format(language: string, id: string, count: number): string {
  const message = catalogs[language]?.[id] ?? ''
  const values = askedBy(message).map((name) =>
    name.startsWith('<') ? [name.slice(1, -1), (chunks: string[]) => chunks.join('')] : [name, count],
  )
  const onError = (error: Error): void => {
    throw error
  }
  const intl = createIntl({ locale: language, messages: catalogs[language] ?? {}, onError })
  return String(intl.formatMessage({ id }, Object.fromEntries(values) as Record<string, number>))
}

describe.each(languages)('the catalog %s', (language) => {
  const catalog = catalogs[language] ?? {}

  test('has the keys of the English one, in its order, and no empty text', () => {
    expect(Object.keys(catalog)).toEqual(Object.keys(en))
    expect(Object.entries(catalog).filter(([, text]) => text.trim() === '')).toEqual([])
  })

  test('asks for the same placeholders as English, and formats with any number', () => {
    for (const [id, text] of Object.entries(en)) {
      expect([id, askedBy(catalog[id] ?? '')]).toEqual([id, askedBy(text)])
      for (const count of counts) expect(format(language, id, count)).not.toMatch(/[{}]/)
    }
  })

  test('has every plural form of its language', () => {
    const wanted = new Intl.PluralRules(language).resolvedOptions().pluralCategories.toSorted()
    for (const [id, text] of Object.entries(catalog)) {
      if (!text.includes(', plural,')) continue
      const forms = new Set([...text.matchAll(/\b(zero|one|two|few|many|other) \{/g)].map(([, form]) => form as string))
      expect([id, [...forms].toSorted()]).toEqual([id, wanted])
    }
  })

  test('has a word for every code that the server may send', () => {
    const wanted = [
      ...channels.map((channel) => `channel.${channel}`),
      ...roles.map((role) => `role.${role}`),
      ...problemCodes.map((code) => `problem.${code}`),
      ...rejectionCodes().map((code) => `rejection.${code}`),
      ...funnelNotes.map((note) => `funnel.note.${note}`),
    ]
    expect(wanted.filter((id) => !(id in catalog))).toEqual([])
  })
})

test('Korean and Russian texts are in their own script', () => {
  const own: Record<string, RegExp> = { ko: /\p{Script=Hangul}/u, ru: /\p{Script=Cyrillic}/u }
  // trade names, which are written as their owners do
  const networks = ['google_ads', 'meta', 'linkedin', 'microsoft', 'x', 'tiktok', 'naver', 'kakao']
  const named = new Set(['missing.messageId', 'role.sdr', ...networks.map((name) => `spend.network.${name}`)])
  for (const [language, script] of Object.entries(own)) {
    const strange = Object.entries(catalogs[language] ?? {}).filter(
      ([id, text]) => !named.has(id) && /\p{L}/u.test(text.replaceAll(/\{[^{}]*\}/g, '')) && !script.test(text),
    )
    expect(strange).toEqual([])
  }
})

test('a channel is called the same in a table and in a rule', () => {
  for (const language of languages)
    for (const channel of channels)
      expect(valueLabel('first.channel', channel, language)).toBe(catalogs[language]?.[`channel.${channel}`])
})

test('each text stands in one room only: one would hide the other', () => {
  const files = import.meta.glob<Record<string, string>>('./en/*.json', { import: 'default', eager: true })
  const rooms = Object.entries(files).flatMap(([file, texts]) => Object.keys(texts).map((id) => [id, file] as const))
  const twice = [...Map.groupBy(rooms, ([id]) => id)].filter(([, places]) => places.length > 1)
  expect(twice).toEqual([])
})

const sources = webSources()
const cut = cutTexts(sources, Object.keys(en))

test('no text is left that no screen uses: each goes with the first script or with a screen', () => {
  const used = new Set([...cut.first, ...[...cut.parts.values()].flat()])
  expect(Object.keys(en).filter((id) => !used.has(id))).toEqual([])
})

test('the words of a screen come with it, those of the frame before it', () => {
  expect(cut.first).toContain('shell.skip')
  expect(cut.first).not.toContain('people.title')
  expect(cut.parts.get('people/people-page.tsx')).toContain('people.title')
  expect(cut.parts.get('people/people-page.tsx')).not.toContain('shell.skip')
  // made of a code
  expect(cut.parts.get('people/people-page.tsx')).toContain('people.sort.newest')
})

test('each screen that the routes name is a part of its own', () => {
  const screens = Object.entries(sources)
    .filter(([path]) => path.endsWith('routes.ts'))
    .flatMap(([path, source]) =>
      [...source.matchAll(/import\('\.\/([^']+)'\)/g)].map(([, name]) => path.replace(/[^/]+$/, '') + name),
    )
  expect(screens.length).toBeGreaterThan(40)
  expect(screens.filter((screen) => !cut.parts.get(screen)?.length)).toEqual([])
})

/** The app's own modules by their path within src/web. */
function webSources(): Record<string, string> {
  const files = import.meta.glob<string>(['../**/*.{ts,tsx}', '!../**/*.test.ts', '!../catalogs/**'], {
    query: '?raw',
    import: 'default',
    eager: true,
  })
  return Object.fromEntries(Object.entries(files).map(([path, source]) => [path.slice('../'.length), source]))
}

/** The codes of core/event.ts, which are a type only. */
function rejectionCodes(): string[] {
  const files = import.meta.glob<string>('../../core/event.ts', { query: '?raw', import: 'default', eager: true })
  const source = Object.values(files).join('')
  const union = /type RejectionCode =([^]*?)\n\n/.exec(source)?.[1] ?? ''
  const codes = [...union.matchAll(/'(\w+)'/g)].map(([, code]) => code as string)
  expect(codes).toContain('needs_secret_key')
  return codes
}

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Blueprint } from '#core/blueprint.ts'
import { changeText, compareBlueprints } from '#core/blueprint/diff.ts'
import { blueprintTemplates, defaultBlueprint } from '#core/blueprint/default.ts'
import { printBlueprint, sameData } from '#core/blueprint/print.ts'
import type { Json, JsonObject } from '#core/json.ts'

/** The same data with the keys of every object turned round, as a database may give them back. */
function turned(value: Json): Json {
  if (Array.isArray(value)) return value.map(turned)
  if (value === null || typeof value !== 'object') return value
  const out: JsonObject = {}
  for (const key of Object.keys(value).toReversed()) out[key] = turned(value[key] as Json)
  return out
}

describe('printing a blueprint', () => {
  test.each(Object.keys(blueprintTemplates))('%s: the same bytes whatever the order of keys', (name) => {
    const blueprint = blueprintTemplates[name]!()
    const text = printBlueprint(blueprint)
    expect(printBlueprint(turned(blueprint as unknown as Json) as unknown as Blueprint)).toBe(text)
    expect(printBlueprint(JSON.parse(text) as Blueprint)).toBe(text)
    expect(JSON.parse(text)).toEqual(blueprint)
    expect(text.endsWith('}\n')).toBe(true)
  })

  test('any JSON comes back as it was', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(printBlueprint(value as unknown as Blueprint))).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
  })

  test('the order of a list is part of what it says, that of keys is not', () => {
    expect(sameData({ a: 1, b: [1, 2] }, { b: [1, 2], a: 1 })).toBe(true)
    expect(sameData([1, 2], [2, 1])).toBe(false)
  })
})

describe('what an apply would change', () => {
  const changes = (change: (blueprint: Blueprint) => void) => {
    const after = defaultBlueprint()
    change(after)
    return compareBlueprints(defaultBlueprint(), after).map(changeText)
  }

  test('nothing, when both say the same', () => {
    expect(changes(() => {})).toEqual([])
    expect(
      compareBlueprints(defaultBlueprint(), turned(defaultBlueprint() as unknown as Json) as unknown as Blueprint),
    ).toEqual([])
  })

  test('names what was added, changed, removed or moved', () => {
    expect(changes((b) => (b.models[0]!.stages[3]!.entry = { all: [] }))).toEqual([
      'changed stage lifecycle / mql (entry)',
    ])
    expect(changes((b) => (b.models = b.models.filter((model) => model.id !== 'abm')))).toEqual(['removed model abm'])
    expect(changes((b) => b.models[4]!.stages.push({ ...b.models[4]!.stages[1]!, id: 'renewed' }))).toEqual([
      'added stage simple / renewed',
    ])
    expect(changes((b) => (b.scores.engagement.rules[0]!.points = 2))).toEqual([
      'changed engagement rule page (points)',
    ])
    expect(changes((b) => (b.scores.threshold = 90))).toEqual(['changed sales threshold'])
    expect(changes((b) => (b.personas = [b.personas[1]!, b.personas[0]!, ...b.personas.slice(2)]))).toEqual([
      'moved persona finance_procurement',
    ])
    expect(changes((b) => b.content.pop())).toEqual(['changed content rules'])
  })

  test('nothing that differs stays unnamed', () => {
    const keys = Object.keys(defaultBlueprint()).filter((key) => key !== 'schema') as (keyof Blueprint)[]
    for (const key of keys) {
      const found = changes((b) => {
        const value = b[key]
        if (Array.isArray(value)) value.pop()
        else if (key === 'lifecycle') b.lifecycle = 'simple'
        else if (key === 'titles') b.titles = { list: 1, titles: [{ text: 'x' }], words: [] }
        else if (key === 'scores') b.scores.grid.fit = [3, 2, 1]
        else Object.assign(value ?? {}, { name: { en: 'x' }, en: 'x' })
      })
      expect(found.length, key).toBeGreaterThan(0)
    }
  })
})

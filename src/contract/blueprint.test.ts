import fc from 'fast-check'
import { describe, expect, expectTypeOf, test } from 'vitest'
import { z } from 'zod'
import { blueprintSchema, maxBlueprintLength, parseBlueprint } from '#contract/blueprint.ts'
import { conditionSchema, eventConditionSchema, maxDepth, maxParts } from '#contract/rule.ts'
import type { Blueprint } from '#core/blueprint.ts'
import { blueprintTemplates, defaultBlueprint } from '#core/blueprint/default.ts'
import { printBlueprint } from '#core/blueprint/print.ts'
import type { Condition, EventCondition } from '#core/rule.ts'
import { conditionArbitrary, eventConditionArbitrary } from '#test/arbitrary/rule.ts'

// the schema and the core's type say the same, in both directions; tsc fails here when they part
expectTypeOf<z.output<typeof blueprintSchema>>().toEqualTypeOf<Blueprint>()
expectTypeOf<z.output<typeof conditionSchema>>().toEqualTypeOf<Condition>()
expectTypeOf<z.output<typeof eventConditionSchema>>().toEqualTypeOf<EventCondition>()

/** What is said of the built-in blueprint with one change made to it. */
function problems(change: (blueprint: Record<string, unknown> & Blueprint) => void): Record<string, string> {
  const blueprint = defaultBlueprint() as Record<string, unknown> & Blueprint
  change(blueprint)
  const parsed = parseBlueprint(JSON.stringify(blueprint))
  return parsed.ok ? {} : Object.fromEntries(parsed.problems.map(({ path, message }) => [path, message]))
}

const entry = (blueprint: Blueprint, value: unknown) => Object.assign(blueprint.models[0]!.stages[1]!, { entry: value })

describe('reading a blueprint', () => {
  test.each(Object.keys(blueprintTemplates))('the template %s comes back unchanged', (name) => {
    const blueprint = blueprintTemplates[name]!()
    expect(parseBlueprint(printBlueprint(blueprint))).toEqual({ ok: true, blueprint })
    expect(parseBlueprint(blueprint)).toEqual({ ok: true, blueprint })
  })

  test('any condition passes unchanged', () => {
    fc.assert(
      fc.property(conditionArbitrary(), (condition) => {
        expect(conditionSchema.parse(condition)).toEqual(condition)
      }),
      { numRuns: 2000 },
    )
    fc.assert(
      fc.property(eventConditionArbitrary, (condition) => {
        expect(eventConditionSchema.parse(condition)).toEqual(condition)
      }),
      { numRuns: 1000 },
    )
  })

  test('whatever is sent, it answers', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(parseBlueprint(value).ok).toBe(false)
        expect(() => conditionSchema.safeParse(value)).not.toThrow()
      }),
    )
    expect(parseBlueprint(undefined).ok).toBe(false)
  })

  test('a broken part anywhere is found at its place', () => {
    const places: string[] = []
    const collect = (value: unknown, path: (string | number)[]): void => {
      if (typeof value !== 'object' || value === null) return
      for (const [key, child] of Object.entries(value)) {
        const here = [...path, Array.isArray(value) ? Number(key) : key]
        places.push(JSON.stringify(here))
        collect(child, here)
      }
    }
    collect(defaultBlueprint(), [])
    fc.assert(
      fc.property(fc.constantFrom(...places), (place) => {
        const path = JSON.parse(place) as (string | number)[]
        const blueprint = defaultBlueprint()
        let at = blueprint as unknown as Record<string | number, unknown>
        for (const key of path.slice(0, -1)) at = at[key] as typeof at
        // a symbol of no type that any part of a blueprint has
        at[path.at(-1) as string | number] = { '': [] }
        expect(parseBlueprint(blueprint).ok).toBe(false)
      }),
      { numRuns: 300 },
    )
  })

  test('says what is missing, misspelt or of the wrong kind, and where', () => {
    expect(problems((b) => delete (b.models[0]!.stages[1] as { owner?: unknown }).owner)).toEqual({
      'models[0].stages[1].owner': 'is missing',
    })
    expect(problems((b) => (b['persona'] = []))['']).toContain('does not know "persona"')
    expect(problems((b) => (b.models[2]!.shape = 'square' as 'line'))['models[2].shape']).toBe(
      'is none of line, circle, hourglass',
    )
    expect(problems((b) => (b.scores.engagement.halfLife = '3 weeks'))['scores.engagement.halfLife']).toContain('30d')
    expect(problems((b) => (b.models[0]!.id = 'Life.Cycle'))['models[0].id']).toContain('lower-case')
    expect(problems((b) => (b.models[0]!.name.en = ' '))['models[0].name.en']).toBe('needs a name')
    expect(problems((b) => (b.scores.threshold = 1.234))['scores.threshold']).toContain('two decimals')
    expect(problems((b) => Object.assign(b, { schema: 2 }))['schema']).toContain('must be 1')
  })

  test('says what is wrong with a rule', () => {
    const rule = (value: unknown) => problems((b) => entry(b, value))
    const at = 'models[0].stages[1].entry'
    expect(rule({})[at]).toContain('it has none of "all"')
    expect(rule({ all: [], any: [] })[at]).toContain('wrap them')
    expect(rule({ all: [{ field: 'icp', op: 'equals', value: 1 }] })[`${at}.all[0].op`]).toContain(
      'is none of is, is_not',
    )
    expect(rule({ field: 'icp', op: 'is' })[`${at}.value`]).toContain('needs a value')
    expect(rule({ field: 'icp', op: 'exists', value: 1 })[`${at}.value`]).toContain('takes no value')
    expect(rule({ field: 'persona', op: 'in', value: 'x' })[`${at}.value`]).toContain('needs a list')
    expect(rule({ field: 'persona', op: 'is', value: ['x'] })[`${at}.value`]).toContain('use "in"')
    expect(rule({ field: 'person.title', op: 'contains', value: 3 })[`${at}.value`]).toContain('compares text')
    expect(rule({ field: 'persan.title', op: 'exists' })[`${at}.field`]).toContain('there is no field "persan.title"')
    expect(rule({ field: 'event.name', op: 'exists' })[`${at}.field`]).toContain('put it into a count')
    expect(rule({ count: { field: 'icp', op: 'exists' }, op: 'gte', value: 1 })[`${at}.count.field`]).toContain(
      'not of an event',
    )
    expect(rule({ count: { count: {}, op: 'gte', value: 1 }, op: 'gte', value: 1 })[`${at}.count`]).toContain(
      'asks about a person',
    )
    expect(rule({ count: {}, op: 'gte', value: 1001 })[`${at}.value`]).toContain('1,000 or less')
    expect(rule({ count: {}, op: 'gte', value: 1, within: 'week' })[`${at}.within`]).toContain('30d')
    expect(rule({ since: {}, op: 'gt', value: '3d' })[`${at}.op`]).toContain('neither gte nor lt')
    expect(rule({ inStage: 'lifecycle', op: 'gte', value: '3d', extra: 1 })[at]).toContain('"extra"')
  })

  test('refuses what would be too deep, too wide or too large', () => {
    let deep: Condition = { field: 'icp', op: 'is', value: true }
    for (let n = 0; n < maxDepth; n++) deep = { not: deep }
    expect(Object.values(problems((b) => entry(b, deep)))[0]).toContain(`at most ${maxDepth} deep`)
    const wide = { any: Array.from({ length: maxParts }, () => ({ field: 'icp', op: 'is', value: true })) }
    expect(Object.values(problems((b) => entry(b, wide)))[0]).toContain(`at most ${maxParts} parts`)
    expect(parseBlueprint(' '.repeat(maxBlueprintLength + 1))).toMatchObject({
      problems: [{ message: expect.stringContaining('too large') }],
    })
    expect(parseBlueprint(`${'['.repeat(100_000)}${']'.repeat(100_000)}`)).toMatchObject({
      problems: [{ message: expect.stringContaining('nests deeper') }],
    })
    expect(parseBlueprint('{"a":')).toMatchObject({
      problems: [{ path: '', message: expect.stringContaining('is not JSON') }],
    })
  })

  test('refuses text that no database keeps', () => {
    expect(Object.values(problems((b) => (b.name.en = 'a\0b')))[0]).toContain('NUL')
    expect(Object.values(problems((b) => (b.name.en = 'a\ud800')))[0]).toContain('half a character')
  })

  test('a prototype is never touched', () => {
    const parsed = parseBlueprint('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}')
    expect(parsed.ok).toBe(false)
    expect('polluted' in {}).toBe(false)
  })

  test('has a JSON schema for OpenAPI', () => {
    expect(JSON.stringify(z.toJSONSchema(blueprintSchema, { unrepresentable: 'any' }))).toContain('buyerStep')
  })
})

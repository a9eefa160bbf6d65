import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { apiRoutes } from './api.ts'
import { openApiDocument, route, type RouteContract } from './openapi.ts'

type Tree = { [key: string]: Tree } & unknown

/** Follows `#/a/b/c` through the document. */
function at(document: object, pointer: string): unknown {
  return pointer
    .slice(2)
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((found, part) => (found as Tree | undefined)?.[part], document)
}

function* walk(value: unknown, path = '#'): Generator<[string, Record<string, unknown>]> {
  if (typeof value !== 'object' || value === null) return
  if (!Array.isArray(value)) yield [path, value as Record<string, unknown>]
  for (const [key, inner] of Object.entries(value)) yield* walk(inner, `${path}/${key}`)
}

const document = openApiDocument(apiRoutes, '1.2.3') as Tree

describe('the OpenAPI document', () => {
  it('is of version 3.1, and plain JSON', () => {
    expect(document).toMatchObject({
      openapi: expect.stringMatching(/^3\.1\.\d+$/),
      info: { title: 'Hourglass', version: '1.2.3' },
    })
    expect(JSON.parse(JSON.stringify(document))).toEqual(document)
  })

  it('every reference leads somewhere within it', () => {
    const references = [...walk(document)].flatMap(([path, { $ref }]) =>
      typeof $ref === 'string' ? [[path, $ref]] : [],
    )
    expect(references.length).toBeGreaterThan(apiRoutes.length)
    for (const [path, reference] of references as [string, string][]) {
      expect(reference, path).toMatch(/^#\/components\/schemas\/\w+$/)
      expect(at(document, reference), `${path} → ${reference}`).toBeTypeOf('object')
    }
    for (const [path, node] of walk(document)) expect(node, path).not.toHaveProperty('$defs')
  })

  it('every operation has a name of its own, a summary, known doors, answers, and its path’s parameters', () => {
    const names: string[] = []
    const schemes = Object.keys(document['components']!['securitySchemes']!)
    for (const [path, methods] of Object.entries(document['paths']!)) {
      expect(path).toMatch(/^\/(api|v1)\/[\w/{}.-]+$/)
      for (const [method, operation] of Object.entries(methods as Tree)) {
        expect(['get', 'post']).toContain(method)
        const { operationId, summary, security, responses, requestBody, parameters } = operation as unknown as {
          operationId: string
          summary: string
          security: Record<string, []>[]
          responses: Record<string, { description: string }>
          requestBody?: unknown
          parameters?: { name: string; in: string; required: boolean; schema: object }[]
        }
        names.push(operationId)
        expect(summary).toMatch(/^\p{Lu}.*[.?]$|^Why/u)
        for (const need of security) for (const scheme of Object.keys(need)) expect(schemes).toContain(scheme)
        expect(Object.keys(responses)).toContain('default')
        for (const answer of Object.values(responses)) expect(answer.description).not.toBe('')
        if (method === 'get') expect(requestBody).toBeUndefined()
        const inPath = (parameters ?? []).filter((one) => one.in === 'path').map((one) => one.name)
        expect(inPath.toSorted()).toEqual([...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).toSorted())
        for (const one of parameters ?? []) expect(Object.keys(one.schema), `${path} ${one.name}`).not.toEqual([])
      }
    }
    expect(new Set(names).size).toBe(names.length)
  })

  it('describes the funnel’s parameters as they are sent', () => {
    const operation = at(document, '#/paths/~1api~1funnel~1people/get') as {
      parameters: { name: string; required: boolean; schema: Record<string, unknown> }[]
    }
    const one = (name: string) => operation.parameters.find((parameter) => parameter.name === name)
    expect(one('from')).toMatchObject({ in: 'query', required: false, schema: { type: 'string' } })
    expect(one('state')).toMatchObject({ schema: { enum: ['reached', 'not', 'open', 'skipped', 'fault'] } })
    expect(one('limit')).toMatchObject({ schema: { type: 'integer', maximum: 500 } })
  })

  it('moves what refers to itself into the components', () => {
    const contract: RouteContract = {
      method: 'POST',
      path: '/api/tree',
      verb: 'plant',
      summary: 'Plants.',
      tag: 'x',
      doors: [],
      body: z.object({ any: z.json() }),
      responses: { 200: { description: 'Done.', body: null } },
    }
    const planted = openApiDocument([contract], '1')
    const references = [...walk(planted)].flatMap(([, { $ref }]) => (typeof $ref === 'string' ? [$ref] : []))
    expect(references.some((reference) => reference.includes('PlantBody_'))).toBe(true)
    for (const reference of references) expect(at(planted, reference)).toBeTypeOf('object')
  })

  it('refuses two of one name, and a path whose parameters are not described', () => {
    const [first] = apiRoutes as [RouteContract]
    expect(() => openApiDocument([first, { ...first, path: '/api/other' }], '1')).toThrow(RangeError)
    expect(() => openApiDocument([first, { ...first, verb: 'other' }], '1')).toThrow(RangeError)
    expect(() => route({ ...first, path: '/api/things/:id' })).toThrow(RangeError)
  })
})

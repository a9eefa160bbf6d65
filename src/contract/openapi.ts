import { z } from 'zod'
import { problemDocument } from '#contract/problem.ts'

/** How a caller says who they are. `session`: a member, or an API key that acts for one; `person`: signed in, no key. */
export type Door = 'session' | 'person' | 'secretKey' | 'writeKey'

/** One address of the API as the outside sees it. Paths as hono writes them: `/api/people/:id`. */
export interface RouteContract {
  method: 'GET' | 'POST'
  path: string
  /** a unique name in camel case: `readFunnel` */
  verb: string
  /** one English sentence */
  summary: string
  /** the part of the document it stands in */
  tag: string
  /** any of these; none: open to all */
  doors: readonly Door[]
  params?: z.ZodObject
  query?: z.ZodObject
  body?: z.ZodType
  /** what each status carries; null: nothing in particular. Problems are described for all routes. */
  responses: Readonly<Record<number, { description: string; body: z.ZodType | null }>>
}

const schemesOf: Record<Door, readonly string[]> = {
  session: ['session', 'apiKey'],
  person: ['session'],
  secretKey: ['secretKey', 'secretKeyBasic'],
  writeKey: ['writeKey'],
}

type Schema = { [key: string]: unknown }

/** Checks a description as it is written down. Throws RangeError when a path's parameters are not described. */
export function route(contract: RouteContract): RouteContract {
  const named = parametersOf(contract.path)
  const described = Object.keys(contract.params?.shape ?? {})
  if (named.toSorted().join() !== described.toSorted().join()) {
    throw new RangeError(`${contract.path} has the parameters ${named.join()}, described are ${described.join()}`)
  }
  return contract
}

/** The OpenAPI 3.1 document of these routes. Throws RangeError when two have the same name or address. */
export function openApiDocument(routes: readonly RouteContract[], version: string): Schema {
  const components: Record<string, Schema> = {}
  const paths: Record<string, Record<string, Schema>> = {}
  const verbs = new Set<string>()
  components['Problem'] = schemaOf(problemDocument, 'output', 'Problem', components)
  for (const contract of routes) {
    const path = contract.path.replace(/:(\w+)/g, '{$1}')
    const methods = (paths[path] ??= {})
    const method = contract.method.toLowerCase()
    if (verbs.has(contract.verb) || methods[method]) {
      throw new RangeError(`${contract.verb} (${contract.method} ${contract.path}) is described twice`)
    }
    verbs.add(contract.verb)
    methods[method] = operationOf(contract, components)
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Hourglass',
      version,
      description: 'A self-hosted B2B revenue funnel: events in, people, scores, stages and funnels out.',
    },
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    paths,
    components: {
      schemas: components,
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'hourglass.session_token', description: 'A signed-in person.' },
        apiKey: { type: 'http', scheme: 'bearer', description: 'An API key (ak_…) whose scopes allow it.' },
        secretKey: { type: 'http', scheme: 'bearer', description: 'A secret key (sk_…) of the workspace.' },
        secretKeyBasic: { type: 'http', scheme: 'basic', description: 'The secret key as user name, no password.' },
        writeKey: { type: 'http', scheme: 'basic', description: 'A public or secret key as user name, no password.' },
      },
    },
  }
}

function operationOf(contract: RouteContract, components: Record<string, Schema>): Schema {
  const { verb, summary, tag, doors, params, query, body, responses } = contract
  const parameters = [
    ...(params ? parameterList(params, 'path', verb, components) : []),
    ...(query ? parameterList(query, 'query', verb, components) : []),
  ]
  const answers = Object.entries(responses).map(([status, { description, body: answer }]) => {
    const name = `${capital(verb)}${status === '200' ? '' : status}Answer`
    if (answer === null) return [status, { description }]
    components[name] = schemaOf(answer, 'output', name, components)
    return [status, { description, content: { 'application/json': { schema: reference(name) } } }]
  })
  const operation: Schema = {
    operationId: verb,
    summary,
    tags: [tag],
    security: doors.flatMap((door) => schemesOf[door].map((scheme) => ({ [scheme]: [] }))),
    responses: {
      ...Object.fromEntries(answers),
      default: {
        description: 'A refusal: RFC 9457 problem details with a stable code.',
        content: { 'application/problem+json': { schema: reference('Problem') } },
      },
    },
  }
  if (parameters.length > 0) operation['parameters'] = parameters
  if (body) {
    const name = `${capital(verb)}Body`
    components[name] = schemaOf(body, 'input', name, components)
    operation['requestBody'] = { required: true, content: { 'application/json': { schema: reference(name) } } }
  }
  return operation
}

function parameterList(
  object: z.ZodObject,
  place: 'path' | 'query',
  verb: string,
  components: Record<string, Schema>,
): Schema[] {
  return Object.entries(object.shape).map(([name, type]) => {
    const prefix = `${capital(verb)}${capital(name)}`
    const written = schemaOf(type as z.ZodType, 'input', prefix, components)
    // what is read out of text (numbers) says more about itself as it is read
    const schema =
      'type' in written || 'anyOf' in written || '$ref' in written
        ? written
        : { ...schemaOf(type as z.ZodType, 'output', prefix, components), ...written }
    const { description, ...rest } = schema
    const required = place === 'path' || !(type as z.ZodType).safeParse(undefined).success
    return { name, in: place, required, ...(description === undefined ? {} : { description }), schema: rest }
  })
}

/** JSON Schema of a zod type; what zod puts under `$defs` moves to the document's components. */
function schemaOf(type: z.ZodType, io: 'input' | 'output', name: string, components: Record<string, Schema>): Schema {
  const { $schema: _, $defs, ...schema } = z.toJSONSchema(type, { io, unrepresentable: 'any' }) as Schema
  const rename = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(rename)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => {
        if (key !== '$ref' || typeof inner !== 'string') return [key, rename(inner)]
        return [
          key,
          inner === '#' ? reference(name).$ref : inner.replace(/^#\/\$defs\//, `#/components/schemas/${name}_`),
        ]
      }),
    )
  }
  for (const [key, inner] of Object.entries(($defs ?? {}) as Record<string, Schema>)) {
    components[`${name}_${key}`] = rename(inner) as Schema
  }
  return rename(schema) as Schema
}

function parametersOf(path: string): string[] {
  return [...path.matchAll(/:(\w+)/g)].map((match) => match[1] as string)
}

function reference(name: string): { $ref: string } {
  return { $ref: `#/components/schemas/${name}` }
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1)
}

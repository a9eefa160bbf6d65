import { isUtf8 } from 'node:buffer'
import { randomUUIDv7 } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { EventType, Rejection } from '#core/event.ts'
import type { Json, JsonObject } from '#core/json.ts'
import { isObject } from '#contract/collect/facts.ts'
import { plainText, reject } from '#contract/collect/inspect.ts'
import { maxBatchItems, maxEventBytes } from '#contract/collect/limits.ts'
import { type PrivacySignals, mayKeepContent } from '#contract/collect/privacy.ts'
import { type Envelope, type Reading, readItem } from '#contract/segment.ts'
import { trackerSettings } from '#contract/settings.ts'
import { answered } from '#store/answered.ts'
import { createKeyring } from '#store/keyring.ts'
import type { KeyHolder } from '#store/write-key.ts'
import { type AcceptOptions, FlowBusy, type Incoming, type Outcome } from '#actions/flow-types.ts'
import { createVisitIds } from '#server/visit-id.ts'
import { serveScript } from '#server/tracker-bundle.ts'
import {
  type ItemResult,
  allowOrigin,
  away,
  busy,
  discard,
  send,
  sendPreflight,
  sendRefusal,
  sendSuccess,
  unauthorised,
} from './collect-answer.ts'
import { type BodyFault, readBody } from './collect-body.ts'
import { type Collector, type CollectorOptions, findHolder, keyInBody, keyOf, trustOf } from './collect-key.ts'
import { Load, type Share } from './load.ts'
import { notTooOften } from './log.ts'
import { answerSlots, createSlotDoor } from './slots.ts'

type Door = { type: EventType | null; batch: boolean }

const doors: Readonly<Record<string, Door>> = Object.fromEntries(
  (['identify', 'track', 'page', 'screen', 'group', 'alias', 'batch'] as const).flatMap((name): [string, Door][] => {
    const door = name === 'batch' ? { type: null, batch: true } : { type: name, batch: false }
    return [
      [`/v1/${name}`, door],
      // the short forms of the browser library
      [`/v1/${name.charAt(0)}`, door],
    ]
  }),
)

/** what a client waits for at most: it may try again, and what is kept meanwhile counts once */
const answerMs = 25_000

/** bodies of all requests together, beyond which large ones are told to come again */
const bodyBytes = 64 * 1024 * 1024

/**
 * The collectors on bare node:http: the Segment HTTP API under /v1 and the tracker at /t.js. A 2xx says that every item
 * is durable: counted, or set aside with its reason. No input leads to a 5xx; a full queue and a database that is away
 * do (503 with Retry-After).
 */
export function createCollector(
  options: CollectorOptions,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const collector: Collector = {
    ...options,
    ...(options.log ? { log: notTooOften(options.log) } : {}),
    clock: options.clock ?? Date.now,
    keys: createKeyring(options.pool),
    visitIds: options.visitIds ?? createVisitIds(),
    slots: createSlotDoor(options.pool),
    exposed: new Set<string>(),
  }
  const load = new Load(options.bodyBytes ?? bodyBytes)
  return async (request, response) => {
    const share = load.share()
    try {
      await answer(collector, request, response, share)
    } catch (error) {
      collector.log?.warn({ err: error }, 'The collector could not keep what was sent.')
      away(response, error)
    } finally {
      share.giveBack()
    }
    discard(request)
  }
}

async function answer(
  collector: Collector,
  request: IncomingMessage,
  response: ServerResponse,
  share: Share,
): Promise<void> {
  const url = request.url ?? '/'
  const mark = url.indexOf('?')
  const path = mark < 0 ? url : url.slice(0, mark)
  const query = mark < 0 ? null : new URLSearchParams(url.slice(mark + 1))
  allowOrigin(request, response)
  const door = Object.hasOwn(doors, path) ? doors[path] : undefined
  const isSettings = path.startsWith('/v1/projects/') && path.endsWith('/settings')
  const allow =
    door || path === '/v1/slots' ? 'POST, OPTIONS' : isSettings || path === '/t.js' ? 'GET, HEAD, OPTIONS' : null
  if (allow === null) {
    return sendRefusal(response, {
      status: 404,
      code: 'not_found',
      title: 'Not found',
      detail: `There is nothing at ${plainText(path, 100)}. Events go to /v1/track, /v1/batch and their like.`,
    })
  }
  const method = request.method ?? ''
  if (method === 'OPTIONS') return sendPreflight(request, response, allow)
  if (!allow.split(', ').includes(method)) {
    const detail = `${method} is not answered here; send ${allow.split(',')[0]}.`
    return sendRefusal(response, {
      status: 405,
      code: 'method_not_allowed',
      title: 'Method not allowed',
      detail,
      headers: { allow },
    })
  }
  if (path === '/t.js') return serveScript('tracker', request, response)
  if (path === '/v1/slots')
    return answerSlots(collector, request, response, {
      address: addressOf(request, collector.trustProxy),
      query,
      share,
    })
  if (!door)
    return answerSettings(collector, request, response, path.slice('/v1/projects/'.length, -'/settings'.length))
  return collect(collector, door, query, request, response, share)
}

async function collect(
  collector: Collector,
  door: Door,
  query: URLSearchParams | null,
  request: IncomingMessage,
  response: ServerResponse,
  share: Share,
): Promise<void> {
  const declared = keyOf(request, query)
  const early = declared === null ? null : await findHolder(collector, declared, response)
  if (early === undefined) return
  const body = await readBody(request, share)
  if (!body.ok) return refuseBody(collector, early, request, response, body)
  const receivedAt = collector.clock()
  const parsed = parse(body.bytes)
  if (!isObject(parsed)) {
    const message =
      parsed === undefined
        ? 'The body is no JSON.'
        : 'The body is a JSON object; a list of events goes to /v1/batch as {"batch": […]}.'
    return refuseUnreadable(collector, early, request, response, 'unreadable', message, textOf(body.bytes))
  }
  const holder = early ?? (await findHolder(collector, keyInBody(parsed), response))
  if (holder === undefined || holder === null) return
  const items = door.batch ? parsed['batch'] : [parsed]
  if (!Array.isArray(items)) {
    return refuseUnreadable(
      collector,
      holder,
      request,
      response,
      'unreadable',
      'A batch is {"batch": [event, …]}.',
      textOf(body.bytes),
    )
  }
  if (items.length > maxBatchItems) {
    const message = `The batch has ${items.length} events; at most ${maxBatchItems} are taken. Send several batches.`
    return refuseUnreadable(collector, holder, request, response, 'batch_too_long', message, '')
  }
  const envelope = envelopeOf(collector, holder, request, parsed, door, body.bytes, receivedAt)
  let named = true
  const newMessageId = (): string => {
    named = false
    return randomUUIDv7()
  }
  const readings = items.map((item) => readItem(item, door.type, { ...envelope, newMessageId }))
  await hand(collector, holder, readings, { undivided: !named }, wantsResults(request, query), response)
  await collector.keys.used(holder)
}

/** Hands what was read to the flow and answers when all of it is durable. */
async function hand(
  collector: Collector,
  holder: KeyHolder,
  readings: Reading[],
  options: AcceptOptions,
  wanted: boolean,
  response: ServerResponse,
): Promise<void> {
  const notes = readings.flatMap((reading) => ('event' in reading && reading.note ? [reading.note] : []))
  const items: Incoming[] = readings.map((reading) => ('event' in reading ? { event: reading.event } : reading))
  let outcomes: Outcome[] = []
  try {
    if (items.length > 0)
      outcomes = await answered(
        collector.flow.accept(holder.workspaceId, notes.length > 0 ? [...items, ...notes] : items, options),
        answerMs,
      )
  } catch (error) {
    if (error instanceof FlowBusy) return busy(response, error.retryAfterSeconds)
    collector.log?.warn({ err: error }, 'The database did not take the events.')
    return away(response, error)
  }
  sendSuccess(
    response,
    readings.map((reading, index) => resultOf(reading, outcomes[index])),
    wanted,
  )
}

function resultOf(reading: Reading, outcome: Outcome | undefined): ItemResult {
  const messageId = 'event' in reading ? reading.event.messageId : reading.messageId
  const rejection: Rejection | undefined =
    outcome?.status === 'set_aside'
      ? outcome.rejection
      : 'event' in reading
        ? reading.note?.rejection
        : reading.rejection
  const status = 'event' in reading ? (outcome?.status ?? 'counted') : 'set_aside'
  return rejection ? { messageId, status, ...rejection } : { messageId, status }
}

function envelopeOf(
  collector: Collector,
  holder: KeyHolder,
  request: IncomingMessage,
  body: JsonObject,
  door: Door,
  bytes: Buffer,
  receivedAt: number,
): Omit<Envelope, 'newMessageId'> {
  const { headers } = request
  const agent = headers['user-agent'] ?? ''
  const purpose = headers['sec-purpose'] ?? headers['purpose'] ?? headers['x-purpose'] ?? headers['x-moz'] ?? ''
  return {
    trust: trustOf(collector, holder, request),
    receivedAt,
    sentAt: door.batch ? body['sentAt'] : undefined,
    agent: agent === '' ? null : agent,
    prefetched: /prefetch|prerender|preview/i.test(String(purpose)),
    privacy: holder.privacy,
    channels: holder.channels,
    signals: signalsOf(request),
    doubt: { escapes: bytes.includes('\\u'), replaced: !isUtf8(bytes), long: bytes.length > maxEventBytes },
    visitId: (host) =>
      collector.visitIds(
        { workspaceId: holder.workspaceId, host, address: addressOf(request, collector.trustProxy), agent },
        receivedAt,
      ),
  }
}

function signalsOf({ headers }: IncomingMessage): PrivacySignals {
  return { doNotTrack: headers['dnt'] === '1', globalPrivacyControl: headers['sec-gpc'] === '1' }
}

function addressOf(request: IncomingMessage, trustProxy: boolean | undefined): string {
  const forwarded = trustProxy === true ? request.headers['x-forwarded-for'] : undefined
  const last = forwarded === undefined ? undefined : String(forwarded).split(',').at(-1)?.trim()
  return last || (request.socket.remoteAddress ?? '')
}

function wantsResults(request: IncomingMessage, query: URLSearchParams | null): boolean {
  return query?.get('results') === '1' || request.headers['hourglass-results'] === '1'
}

function parse(bytes: Buffer): Json | undefined {
  try {
    return JSON.parse(textOf(bytes)) as Json
  } catch {
    return undefined
  }
}

function textOf(bytes: Buffer): string {
  const text = bytes.toString('utf8')
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
}

/** The settings that browser libraries ask for before they send. */
async function answerSettings(
  collector: Collector,
  request: IncomingMessage,
  response: ServerResponse,
  encodedKey: string,
): Promise<void> {
  const key = decoded(encodedKey)
  const holder = await findHolder(collector, key, response)
  if (holder === undefined) return
  if (holder.trust === 'secret') return unauthorised(response, 'A secret key must not be in a page. Use a public key.')
  const encrypted = 'encrypted' in request.socket
  const forwarded = collector.trustProxy === true ? request.headers['x-forwarded-proto'] : undefined
  const protocol = forwarded === 'https' || (forwarded === undefined && encrypted) ? 'https' : 'http'
  const named = collector.trustProxy === true ? request.headers['x-forwarded-host'] : undefined
  const host = String(named ?? request.headers.host ?? 'localhost')
  const settings = trackerSettings(key, holder.privacy, { protocol, host })
  response.setHeader('cache-control', 'private, max-age=60')
  send(response, 200, 'application/json', Buffer.from(JSON.stringify(settings)))
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

async function refuseBody(
  collector: Collector,
  holder: KeyHolder | null,
  request: IncomingMessage,
  response: ServerResponse,
  { fault, message }: { fault: BodyFault; message: string },
): Promise<void> {
  if (fault === 'gone') return
  if (fault === 'crowded') return busy(response, 2, message)
  if (fault === 'unreadable') return refuseUnreadable(collector, holder, request, response, 'unreadable', message, '')
  sendRefusal(response, { status: 413, code: 'too_large', title: 'Too large', detail: message })
}

/** 400; with a known key the refusal is also kept among the set-aside, so that its owner can find it. */
async function refuseUnreadable(
  collector: Collector,
  holder: KeyHolder | null,
  request: IncomingMessage,
  response: ServerResponse,
  code: 'unreadable' | 'batch_too_long',
  message: string,
  raw: string,
): Promise<void> {
  if (holder) {
    const trust = trustOf(collector, holder, request)
    const item: Incoming = {
      rejection: reject(code, null, message),
      messageId: null,
      source: trust === 'secret' ? 'server' : 'browser',
      receivedAt: collector.clock(),
      raw: mayKeepContent(null, { trust, privacy: holder.privacy, signals: signalsOf(request) })
        ? plainText(raw, maxEventBytes)
        : '',
    }
    // the refusal stands whether or not the note of it is kept
    await answered(collector.flow.accept(holder.workspaceId, [item]), answerMs).catch(() => {})
  }
  sendRefusal(response, { status: 400, code, title: 'The request cannot be read', detail: message })
}

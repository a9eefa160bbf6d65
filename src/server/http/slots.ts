import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Hono } from 'hono'
import type { Pool } from 'pg'
import { tiedId } from '#actions/form/shown.ts'
import { SlotBook } from '#actions/slot/book.ts'
import { decideSlots, wishedLanguages } from '#actions/slot/decide.ts'
import { slotAsk, type SlotAsk } from '#contract/slot.ts'
import { arrivalOf, readVisit } from '#contract/collect/visit.ts'
import { judgeChannel } from '#core/channel-rule/judge.ts'
import type { Json } from '#core/json.ts'
import type { SlotDecision } from '#core/slot/decide.ts'
import { scriptAnswer } from '#server/tracker-bundle.ts'
import type { KeyHolder } from '#store/write-key.ts'
import { busy, send, sendRefusal, unauthorised } from './collect-answer.ts'
import { readBody } from './collect-body.ts'
import { type Collector, findHolder, keyOf } from './collect-key.ts'
import type { AppEnv } from './env.ts'
import type { Share } from './load.ts'
import { Turnstile } from './public/turnstile.ts'

/** What one place may ask in a minute: an office behind one address, but nobody who tries ids. */
const asking = { most: 1200, windowMs: 60_000 }
const bodyBytes = 16 * 1024

/** What the door of slots keeps in memory. */
export interface SlotDoor {
  book: SlotBook
  turnstile: Turnstile
}

export function createSlotDoor(pool: Pool): SlotDoor {
  return { book: new SlotBook(pool), turnstile: new Turnstile(asking.most, asking.windowMs) }
}

/** `/slots.js`, the script of pages with slots. */
export function mountSlots(app: Hono<AppEnv>): void {
  app.get('/slots.js', async (c) => {
    const { status, headers, body } = await scriptAnswer('slots', {
      accepted: c.req.header('accept-encoding') ?? '',
      known: c.req.header('if-none-match') ?? '',
    })
    for (const [header, value] of Object.entries(headers)) c.header(header, value)
    c.header('access-control-allow-origin', '*')
    return body === undefined ? c.body(null, status) : c.body(new Uint8Array(body), 200)
  })
}

/**
 * `POST /v1/slots`: what this browser sees, for it alone (`private, no-store`), so that the page itself may be kept by any
 * cache. It reads no cookie and changes nothing. An id is used only where the workspace's privacy settings allow it, and
 * one that nobody has gets the answer of a stranger.
 */
export async function answerSlots(
  collector: Collector,
  request: IncomingMessage,
  response: ServerResponse,
  { address, query, share }: { address: string; query: URLSearchParams | null; share: Share },
): Promise<void> {
  const began = performance.now()
  const now = collector.clock()
  response.setHeader('cache-control', 'private, no-store')
  if (!collector.slots.turnstile.passes(address, now))
    return sendRefusal(response, {
      status: 429,
      code: 'rate_limited',
      title: 'Too often',
      detail: 'This address asks too often; show the default and ask again in a minute.',
      headers: { 'retry-after': '60' },
    })
  const asked = await readAsk(request, share)
  if ('fault' in asked) {
    if (asked.fault === 'gone') return
    if (asked.fault === 'crowded') return busy(response, 2, asked.message)
    const status = asked.fault === 'too_large' ? 413 : 400
    const code = status === 413 ? 'too_large' : 'unreadable'
    return sendRefusal(response, { status, code, title: 'The request cannot be read', detail: asked.message })
  }
  const holder = await findHolder(collector, keyOf(request, query) ?? asked.ask.writeKey?.trim() ?? null, response)
  if (holder === undefined) return
  if (holder.trust === 'secret') return unauthorised(response, 'A secret key must not be in a page. Use a public key.')
  const id = idOf(holder, asked.ask, request)
  const decided = await decideSlots(
    { db: collector.pool, book: collector.slots.book },
    holder.workspaceId,
    {
      id,
      channel: channelOf(holder, asked.ask),
      languages: wishedLanguages(String(request.headers['accept-language'] ?? '')),
    },
    now,
  )
  const slots = Object.fromEntries([...decided].map(([key, decision]) => [key, answerOf(decision)]))
  response.setHeader('server-timing', `slots;dur=${(performance.now() - began).toFixed(2)}`)
  send(response, 200, 'application/json', Buffer.from(JSON.stringify({ known: id !== null, slots })))
}

type AskFault = { fault: 'too_large' | 'unreadable' | 'gone' | 'crowded'; message: string }

async function readAsk(request: IncomingMessage, share: Share): Promise<{ ask: SlotAsk } | AskFault> {
  const tooLarge: AskFault = { fault: 'too_large', message: `At most ${bodyBytes / 1024} KB are read here.` }
  if (Number(request.headers['content-length']) > bodyBytes) return tooLarge
  const body = await readBody(request, share)
  if (!body.ok) return body
  if (body.bytes.length > bodyBytes) return tooLarge
  const asked = slotAsk.safeParse(parsed(body.bytes.toString('utf8')))
  if (asked.success) return { ask: asked.data }
  const issue = asked.error.issues[0]
  return { fault: 'unreadable', message: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'it is no JSON'}` }
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json
  } catch {
    return undefined
  }
}

function idOf({ privacy }: KeyHolder, ask: SlotAsk, { headers }: IncomingMessage): string | null {
  return tiedId(privacy, {
    anonymousId: ask.anonymousId ?? null,
    tracking: ask.consent === true,
    doNotTrack: headers['dnt'] === '1',
    globalPrivacyControl: headers['sec-gpc'] === '1',
  })
}

function channelOf({ channels }: KeyHolder, { url, referrer, campaign, clickIds }: SlotAsk): string | null {
  const visit = readVisit({ page: { url, referrer }, campaign, clickIds }, {}, true)
  return judgeChannel(arrivalOf(visit, { source: 'browser', name: 'page_viewed' }), channels).channel
}

/** What a page is told: no name, no condition, and of the person nothing. */
function answerOf({ slot, version, variant, arm, content }: SlotDecision): Json {
  return { slot, version, variant, arm, ...(content === null ? {} : { content: { ...content } }) }
}

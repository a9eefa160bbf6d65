import type { Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { z } from 'zod'
import {
  acceptProposal,
  declineProposal,
  findPublic,
  openProposal,
  type Answered,
  type PublicProposal,
} from '#actions/proposal-public.ts'
import { readProposal } from '#actions/proposal-read.ts'
import { placeOf } from '#actions/proposal/place.ts'
import type { Problem, Result } from '#contract/problem.ts'
import { classify } from '#core/classify/classify.ts'
import { declineReasons } from '#core/proposal/document.ts'
import { dayText, momentText } from '#core/proposal/price.ts'
import { truncatedAddress } from '#core/proposal/address.ts'
import { fill, proposalWords } from '#core/proposal/words.ts'
import { countAttempt } from '#store/attempt.ts'
import { answered } from '#store/answered.ts'
import { signedInUser, userActor, workspaceHeader } from './actor.ts'
import type { AppEnv, AppServices } from './env.ts'
import { clientAddress } from './origin.ts'
import { problemResponse } from './problem.ts'
import { visitorLanguage } from './public/language.ts'
import { Turnstile } from './public/turnstile.ts'
import { previewPage, refusalPage, sheetPage } from './proposal/page.ts'

/** POSTs of one place in a quarter of an hour, and pages in a minute. */
const posts = { most: 60, windowMs: 900_000 }
const pages = { most: 240, windowMs: 60_000 }
const bodyBytes = 16 * 1024
const answerMs = 30_000

const opening = z.strictObject({
  token: z.string().max(100),
  view: z.uuid(),
  seconds: z.int().min(0).max(86_400),
})

const key = { token: z.string().max(100), hash: z.string().regex(/^[0-9a-f]{64}$/) }
const name = z.string().trim().max(200)
const acceptance = z.object({
  ...key,
  option: z.string().min(1).max(40),
  name: name.min(1),
  email: z.union([z.literal(''), z.email().max(320)]).default(''),
  agree: z.literal('yes'),
})
const refusal = z.object({
  ...key,
  reason: z.enum(declineReasons),
  words: z.string().max(2000).default(''),
  name: name.default(''),
})

/**
 * What the buyer sees: `GET /p/:token` reads and changes nothing; `POST /p/open` says that somebody did; `POST /p/accept`
 * and `/p/decline` answer, by the link's token in the body: there is no cookie that another site could use.
 */
export function mountProposalPage(app: Hono<AppEnv>, services: AppServices): void {
  const { pool, config, live } = services
  const turnstile = new Turnstile(pages.most, pages.windowMs)

  app.use('/p/*', (_, next) => answered(next(), answerMs))
  app.use(
    '/p/*',
    bodyLimit({
      maxSize: bodyBytes,
      onError: (c) => {
        c.header('connection', 'close')
        return problemResponse(c, { code: 'too_large', message: `Send at most ${bodyBytes / 1024} KB.` })
      },
    }),
  )

  app.get('/p/:token', async (c) => {
    if (!turnstile.passes(clientAddress(c, config.trustProxy) ?? '', Date.now())) return often(c)
    const token = c.req.param('token')
    const found = await findPublic(pool, token, Date.now())
    if (!found) return missing(c)
    return found.state === 'withdrawn' || found.state === 'superseded'
      ? over(c, found)
      : sheetPage(c, sheetOf(found, token))
  })

  app.post('/p/open', async (c) => {
    if ((await tooOften(c)) !== null) return c.body(null, 429)
    const sent = opening.safeParse(await c.req.json().catch(() => null))
    if (!sent.success) return c.body(null, 400)
    const judgement = classify({
      source: 'browser',
      trust: 'public',
      name: 'proposal_opened',
      time: Date.now(),
      agent: c.req.header('user-agent') ?? null,
      library: null,
      prefetched: /prefetch|prerender/i.test(c.req.header('sec-purpose') ?? c.req.header('purpose') ?? ''),
      props: {},
    })
    const user = await signedInUser(c, services)
    const found = await openProposal(pool, { ...sent.data, judgement, userId: user?.id ?? null })
    if (found) touch(found)
    return c.body(null, found ? 204 : 404)
  })

  app.post('/p/accept', (c) =>
    takeAnswer(c, acceptance, ({ token, hash, option, email, ...input }, address) =>
      acceptProposal(pool, {
        token,
        textHash: hash,
        optionId: option,
        email: email === '' ? null : email,
        name: input.name,
        address,
      }),
    ),
  )

  app.post('/p/decline', (c) =>
    takeAnswer(c, refusal, ({ token, hash, reason, words, ...input }, address) =>
      declineProposal(pool, { token, textHash: hash, reason, words, name: input.name, address }),
    ),
  )

  app.get('/api/proposals/:id/preview', async (c) => {
    // a frame cannot send the header
    const actor = await userActor(c, services, c.req.query('workspace') ?? c.req.header(workspaceHeader))
    if (!actor.ok) return problemResponse(c, actor.problem)
    const read = await readProposal(services, actor.value, { id: c.req.param('id') })
    if (!read.ok) return problemResponse(c, read.problem)
    const { content, language, currency, validUntil, state, text, textHash, answer } = read.value
    const { workspace, today } = await placeOf(pool, actor.value.workspaceId, Date.now())
    return previewPage(c, {
      content,
      language,
      currency,
      validUntil: validUntil ?? today,
      state,
      zone: workspace.zone,
      token: null,
      text: text ?? '',
      textHash: textHash ?? '',
      answer: answer && {
        answer: answer.answer,
        optionId: answer.option?.id ?? null,
        name: answer.name,
        at: Date.parse(answer.at),
      },
    })
  })

  /** A form's answer: count, parse, take, and back to the page, which says what was answered. */
  async function takeAnswer<Schema extends z.ZodType<{ token: string }>>(
    c: Context<AppEnv>,
    schema: Schema,
    take: (
      input: z.output<Schema>,
      address: string | null,
    ) => Promise<Result<Answered> & { found?: PublicProposal | null }>,
  ): Promise<Response> {
    const wait = await tooOften(c)
    if (wait !== null) {
      c.header('retry-after', String(wait))
      return often(c)
    }
    const type = (c.req.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase()
    if (type !== 'application/x-www-form-urlencoded')
      return problemResponse(c, { code: 'unsupported', message: 'Send the form of the page.' })
    const form = Object.fromEntries(new URLSearchParams(await c.req.text()))
    const sent = schema.safeParse(form)
    if (!sent.success) return incomplete(c, form['token'] ?? '')
    const result = await take(sent.data, truncatedAddress(clientAddress(c, config.trustProxy)))
    if (!result.ok) return refused(c, result.problem, result.found ?? null, sent.data.token)
    touch(result.value.found)
    c.header('cache-control', 'no-store')
    return c.redirect(`/p/${sent.data.token}`, 303)
  }

  async function tooOften(c: Context<AppEnv>): Promise<number | null> {
    const from = clientAddress(c, config.trustProxy) ?? ''
    return countAttempt(pool, `proposal from:${from}`, { ...posts, now: Date.now() })
  }

  async function incomplete(c: Context<AppEnv>, token: string): Promise<Response> {
    const found = await findPublic(pool, token, Date.now())
    if (!found) return missing(c)
    const { state } = proposalWords[found.row.language]
    return refusalPage(c, 400, {
      language: found.row.language,
      title: state.incomplete,
      lines: [state.incompleteNext],
      back: token,
    })
  }

  /** Open pages of the team hear of it. */
  function touch({ row }: PublicProposal): void {
    for (const topic of ['proposal', 'deal', 'task', 'notification']) live.touch(row.workspaceId, topic)
  }
}

function sheetOf({ row, state, zone }: PublicProposal, token: string) {
  const { content, language, currency, validUntil, text, textHash, answer } = row
  return {
    content,
    language,
    currency,
    validUntil: validUntil ?? '',
    state,
    zone,
    token,
    text: text ?? '',
    textHash: textHash ?? '',
    answer: answer && {
      answer: answer.answer,
      optionId: answer.optionId,
      name: answer.name,
      at: answer.at.getTime(),
    },
  }
}

/** Withdrawn, or replaced by a newer version: 410. */
function over(c: Context<AppEnv>, { row, state }: PublicProposal): Response {
  const words = proposalWords[row.language].state
  const { from } = row.content
  const [title, next] =
    state === 'withdrawn' ? [words.withdrawn, words.withdrawnNext] : [words.superseded, words.supersededNext]
  return refusalPage(c, 410, { language: row.language, title, lines: [fill(next, { from })] })
}

function refused(c: Context<AppEnv>, problem: Problem, found: PublicProposal | null, token: string): Response {
  if (!found) return missing(c)
  const { row, state, zone } = found
  const { language, content, answer } = row
  const words = proposalWords[language].state
  if (state === 'withdrawn' || state === 'superseded') return over(c, found)
  if (problem.code === 'gone')
    return refusalPage(c, 410, {
      language,
      title: fill(words.expired, { day: dayText(row.validUntil ?? '', language) }),
      lines: [fill(words.expiredNext, { from: content.from })],
      back: token,
    })
  if (problem.code === 'conflict' && answer)
    return refusalPage(c, 409, {
      language,
      title: words.other,
      lines: [fill(words.otherNext, { at: momentText(answer.at.getTime(), zone, language), from: content.from })],
      back: token,
    })
  if (problem.code === 'conflict')
    return refusalPage(c, 409, { language, title: words.changed, lines: [words.changedNext], back: token })
  return refusalPage(c, 400, { language, title: words.incomplete, lines: [words.incompleteNext], back: token })
}

/** Nothing behind the link: in the language of whoever looks. */
function missing(c: Context<AppEnv>): Response {
  const language = visitorLanguage(c)
  const words = proposalWords[language].state
  return refusalPage(c, 404, { language, title: words.missing, lines: [words.missingNext] })
}

function often(c: Context<AppEnv>): Response {
  const language = visitorLanguage(c)
  const words = proposalWords[language].state
  return refusalPage(c, 429, { language, title: words.often, lines: [words.oftenNext] })
}

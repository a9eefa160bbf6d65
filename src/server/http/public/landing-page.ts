import type { Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { getCookie } from 'hono/cookie'
import { z } from 'zod'
import { purposesOf } from '#actions/consent/purposes.ts'
import { sayConsent } from '#actions/page-consent.ts'
import { SlotBook } from '#actions/slot/book.ts'
import { hash53 } from '#core/hash.ts'
import { picturesOf, type PageDocument, type PageVariant } from '#core/page/document.ts'
import { pictureTypes } from '#core/page/picture.ts'
import { tagsInUse, type TagIds } from '#core/page/tags.ts'
import { variantAt } from '#core/page/test.ts'
import { pageWords } from '#core/page/words.ts'
import { truncatedAddress } from '#core/proposal/address.ts'
import { answered } from '#store/answered.ts'
import { countAttempt } from '#store/attempt.ts'
import { pictureBody, picturesById } from '#store/page/picture.ts'
import { findPublicPage, firstVariant, type PublicPageRow } from '#store/page/public.ts'
import { isColleague } from '../actor.ts'
import { ownAddress } from '../door.ts'
import type { AppEnv, AppServices } from '../env.ts'
import { clientAddress } from '../origin.ts'
import { visitorLanguage } from './language.ts'
import type { Asked } from './landing/ask.ts'
import { landingPage, landingRefusal } from './landing/document.ts'
import { embeddedForms } from './landing/forms.ts'
import { landingSlots } from './landing/slots.ts'
import { Turnstile } from './turnstile.ts'

/** Pages of one place in a minute, pictures in a minute, choices in a quarter of an hour. */
const pages = { most: 240, windowMs: 60_000 }
const pictures = { most: 3000, windowMs: 60_000 }
const choices = { most: 60, windowMs: 900_000 }
const bodyBytes = 8 * 1024
const answerMs = 30_000

const choice = z.strictObject({
  page: z.uuid(),
  /** a name for this one answer, where nobody is followed */
  proof: z.string().regex(/^[a-z0-9]{8,60}$/),
  said: z.strictObject({ tracking: z.boolean().optional(), ads: z.boolean().optional() }),
  /** epoch ms of the click: sent twice, it counts once */
  at: z.int().min(0),
})

/**
 * Landing pages as strangers see them: `GET /l/:slug` reads and changes nothing; what is looked at is counted by the
 * tracker, what is chosen about consent by `POST /l/-/consent`. Pictures are `/l/-/<id>.<type>`.
 */
export function mountLandingPage(app: Hono<AppEnv>, services: AppServices): void {
  const { pool, config, visitIds } = services
  const turnstile = new Turnstile(pages.most, pages.windowMs)
  const gallery = new Turnstile(pictures.most, pictures.windowMs)
  const origin = ownAddress(config)
  const book = new SlotBook(pool)

  app.use('/l/*', (_, next) => answered(next(), answerMs))
  app.use('/l/*', bodyLimit({ maxSize: bodyBytes, onError: (c) => c.body(null, 413, { connection: 'close' }) }))

  app.get('/l/:slug', async (c) => {
    const from = clientAddress(c, config.trustProxy) ?? ''
    if (!turnstile.passes(from, Date.now())) return refusal(c, 429)
    const slug = c.req.param('slug').normalize('NFC').toLowerCase()
    const found = slug.length > 200 ? null : await findPublicPage(pool, slug)
    if (!found) return refusal(c, 404)
    if (found.content === null) return refusal(c, found.gone ? 410 : 404)
    if (found.slug !== slug) {
      const query = new URL(c.req.url).search
      return c.redirect(`/l/${encodeURIComponent(found.slug)}${query}`, 302)
    }
    const { content, workspaceId, pageId, key } = found
    const variant = await variantFor(c, found, content, from)
    const asked = await askedOf(found, content)
    const tags: TagIds = content.tags ? found.tags : {}
    const page = { workspaceId, privacy: found.privacy, blocks: variant.blocks, id: trackerId(c) }
    const slots = await landingSlots(c, { db: pool, book }, page, Date.now())
    return landingPage(c, {
      document: content,
      blocks: variant.blocks,
      pictures: await picturesById(pool, workspaceId, picturesOf(content)),
      embedded: await embeddedForms(c, services, { workspaceId, document: content, variant }),
      slots,
      canonical: `${origin}/l/${encodeURIComponent(found.slug)}`,
      origin,
      counted:
        key === null || (await isColleague(c, services, workspaceId))
          ? null
          : { key, page: pageId, variant: variant.key, test: found.test?.id ?? null },
      tags,
      asked,
      isSplit: found.test !== null || slots.any,
    })
  })

  app.get('/l/-/:file', async (c) => {
    const from = clientAddress(c, config.trustProxy) ?? ''
    if (!gallery.passes(from, Date.now())) return c.body(null, 429, { 'retry-after': '60' })
    const [, id, type] = /^([0-9a-f-]{36})\.([a-z]+)$/.exec(c.req.param('file')) ?? []
    const picture = id === undefined ? null : await pictureBody(pool, id)
    if (!picture || picture.type !== type || !pictureTypes.includes(picture.type))
      return c.body(null, 404, { 'cache-control': 'no-store' })
    return c.body(new Uint8Array(picture.body), 200, {
      'content-type': `image/${picture.type}`,
      'cache-control': 'public, max-age=31536000, immutable',
      'content-security-policy': "default-src 'none'; sandbox",
      'cross-origin-resource-policy': 'cross-origin',
    })
  })

  app.post('/l/-/consent', async (c) => {
    const from = clientAddress(c, config.trustProxy) ?? ''
    const wait = await countAttempt(pool, `page consent from:${from}`, { ...choices, now: Date.now() })
    if (wait !== null) return c.body(null, 429, { 'retry-after': String(wait) })
    // a page of another site cannot send this type without asking first
    if ((c.req.header('content-type') ?? '').split(';')[0]?.trim() !== 'application/json') return c.body(null, 415)
    const sent = choice.safeParse(await c.req.json().catch(() => null))
    if (!sent.success) return c.body(null, 400)
    const agent = c.req.header('user-agent') ?? null
    const said = await sayConsent(services, {
      ...sent.data,
      anonymousId: trackerId(c),
      agent,
      signals: { doNotTrack: c.req.header('dnt') === '1', globalPrivacyControl: c.req.header('sec-gpc') === '1' },
      address: truncatedAddress(from),
      origin,
      visitId: (workspaceId, host) => visitIds({ workspaceId, host, address: from, agent: agent ?? '' }, Date.now()),
      now: Date.now(),
    })
    return c.body(null, said ? 204 : 404)
  })

  /** The variant of this visitor: the one seen first, else by the tracker's id, else by what the day knows of them. */
  async function variantFor(
    c: Context<AppEnv>,
    { workspaceId, pageId, test }: PublicPageRow,
    content: PageDocument,
    from: string,
  ): Promise<PageVariant> {
    const first = content.variants[0] as PageVariant
    if (test === null) return first
    const id = trackerId(c)
    const seen =
      id === null ? null : await firstVariant(pool, workspaceId, { pageId, testId: test.id, anonymousId: id })
    const agent = c.req.header('user-agent') ?? ''
    const host = c.req.header('host') ?? ''
    const who = id ?? visitIds({ workspaceId, host, address: from, agent }, Date.now())
    const key = seen ?? variantAt(test.plan.variants, hash53(`${test.id}:${who}`) / 2 ** 53)
    return content.variants.find((variant) => variant.key === key) ?? first
  }

  /** What this page must ask for before it does it. */
  async function askedOf(found: PublicPageRow, content: PageDocument): Promise<Asked> {
    const networks = content.tags ? tagsInUse(found.tags) : []
    const follows = found.privacy.consentRequired && !found.privacy.cookieless && found.key !== null
    if (networks.length === 0 && !follows) return { tracking: null, ads: null, networks }
    const purposes = await purposesOf(pool, found.workspaceId)
    const purpose = (id: string) => purposes.find((one) => one.id === id) ?? null
    const ads = networks.length > 0 ? purpose('ads') : null
    return { tracking: follows ? purpose('tracking') : null, ads, networks: ads === null ? [] : networks }
  }
}

/** The id that our tracker gave this browser on a page of this server, if it was allowed to. */
function trackerId(c: Context<AppEnv>): string | null {
  const id = getCookie(c, 'hg_id')
  return id !== undefined && /^\w{8,80}$/.test(id) ? id : null
}

function refusal(c: Context<AppEnv>, status: 404 | 410 | 429): Response {
  const language = visitorLanguage(c)
  const words = pageWords[language]
  if (status === 429) c.header('retry-after', '60')
  const [title, next] =
    status === 404
      ? [words.missing, words.missingNext]
      : status === 410
        ? [words.gone, words.goneNext]
        : [words.often, words.oftenNext]
  return landingRefusal(c, status, { language, title, next })
}

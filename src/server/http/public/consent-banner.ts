import { createHash } from 'node:crypto'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import type { Hono } from 'hono'
import { html } from 'hono/html'
import { allPurposesOf } from '#actions/consent/purposes.ts'
import { settingOf } from '#actions/consent/setting.ts'
import { requirePermission } from '#actions/verb.ts'
import { bannerWords, readableOn } from '#core/consent/banner-words.ts'
import { textIn, trackingPurpose } from '#core/consent/purpose.ts'
import { bannerPlaces, type BannerSetting } from '#core/consent/setting.ts'
import { scriptBundle } from '#server/tracker-bundle.ts'
import { findPrivacy } from '#store/privacy.ts'
import type { Db } from '#store/rows.ts'
import { findKeyHolder } from '#store/write-key.ts'
import { userActor, workspaceHeader } from '../actor.ts'
import type { AppEnv, AppServices } from '../env.ts'
import { problemResponse } from '../problem.ts'
import { publicPage } from './frame.ts'
import { pageLanguages } from './language.ts'

const seconds = 300

/**
 * The consent banner: `GET /consent.js?key=pk_…` for anybody's pages, with the workspace's words in it, and its preview in
 * the app. Both only read.
 */
export function mountConsentBanner(app: Hono<AppEnv>, services: AppServices): void {
  const { pool } = services

  app.get('/consent.js', async (c) => {
    const holder = await findKeyHolder(pool, (c.req.query('key') ?? '').slice(0, 200))
    c.header('content-type', 'text/javascript; charset=utf-8')
    c.header('cross-origin-resource-policy', 'cross-origin')
    c.header('access-control-allow-origin', '*')
    if (!holder || holder.trust !== 'public') return c.body('/* no such public key */', 404)
    const key = c.req.query('key') ?? ''
    const code = await bannerScript({ key, ...(await bannerOf(pool, holder.workspaceId)) })
    const etag = `"${createHash('sha256').update(code).digest('base64url').slice(0, 22)}"`
    c.header('etag', etag)
    c.header('vary', 'Accept-Encoding')
    c.header('cache-control', `public, max-age=${seconds}, stale-while-revalidate=86400`)
    if (c.req.header('if-none-match') === etag) return c.body(null, 304)
    const accepted = c.req.header('accept-encoding') ?? ''
    if (/\bbr\b/.test(accepted)) {
      c.header('content-encoding', 'br')
      return c.body(new Uint8Array(brotliCompressSync(code)))
    }
    if (/\bgzip\b/.test(accepted)) {
      c.header('content-encoding', 'gzip')
      return c.body(new Uint8Array(gzipSync(code)))
    }
    return c.body(code)
  })

  app.get('/api/consent/banner-preview', async (c) => {
    // a frame cannot send the header
    const actor = await userActor(c, services, c.req.query('workspace') ?? c.req.header(workspaceHeader))
    if (!actor.ok) return problemResponse(c, actor.problem)
    const denied = requirePermission(actor.value, 'consent.read')
    if (denied) return problemResponse(c, denied.problem)
    const language = pageLanguages.find((one) => one === c.req.query('language')) ?? 'en'
    const place = bannerPlaces.find((one) => one === c.req.query('place'))
    const accent = /^#[0-9a-f]{6}$/i.exec(c.req.query('accent') ?? '')?.[0]
    const changed = { ...(place ? { place } : {}), ...(accent === undefined ? {} : { accent }) }
    const banner = await bannerOf(pool, actor.value.workspaceId, changed)
    return publicPage(c, {
      language,
      title: bannerWords[language].title,
      ancestors: "'self'",
      body: html``,
      script: { code: await bannerScript({ key: '', preview: language, ...banner }) },
    })
  })
}

async function bannerOf(db: Db, workspaceId: string, changed: Partial<BannerSetting> = {}) {
  const purpose = (await allPurposesOf(db, workspaceId)).find(({ id }) => id === trackingPurpose)
  const banner = { ...(await settingOf(db, workspaceId)).banner, ...changed }
  const privacy = await findPrivacy(db, workspaceId)
  return {
    wording: purpose?.wording.id ?? '',
    words: Object.fromEntries(
      pageLanguages.map((language) => [
        language,
        { ...bannerWords[language], text: purpose ? textIn(purpose.wording.text, language) : '' },
      ]),
    ),
    place: banner.place,
    accent: banner.accent,
    onAccent: readableOn(banner.accent),
    notice: banner.notice,
    dnt: privacy?.honourDnt ?? false,
    gpc: privacy?.honourGpc ?? false,
  }
}

/** The script with what it says; texts of people cannot end it or begin another. */
async function bannerScript(banner: object): Promise<string> {
  const { plain } = await scriptBundle('banner')
  const said = JSON.stringify(banner)
    .replaceAll('<', '\\u003c')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029')
  return `(function(hourglassBanner){${plain.toString('utf8').trim()}})(${said});\n`
}

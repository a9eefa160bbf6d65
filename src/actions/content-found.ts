import { z } from 'zod'
import { lastDays } from '#actions/content-scope.ts'
import { contentPlace, kindNamed } from '#actions/content-view.ts'
import { actorName, readVerb, writeVerb, type Verb } from '#actions/verb.ts'
import { contentIgnoreBody, type ContentFound } from '#contract/content-reading.ts'
import { ok } from '#contract/problem.ts'
import { assetFinder } from '#core/content/asset.ts'
import { contentClassifier } from '#core/content.ts'
import { allAssets, ignorePath, ignoredPaths } from '#store/content.ts'
import { readPaths } from '#store/content-reading.ts'

const lookedAtDays = 90
const shown = 50

/** Pages with readers that no asset claims: what the blueprint takes for content first, then by readers. */
export const findContent: Verb<ContentFound> = readVerb({
  permission: 'content.read',
  input: z.object({}),
  async run({ db, workspaceId, now }) {
    const found = await contentPlace(db, workspaceId, now)
    if (!found.ok) return found
    const { blueprint, zone } = found.value
    const period = lastDays(lookedAtDays, zone, now)
    const known = assetFinder(await allAssets(db, workspaceId))
    const ignored = new Set(await ignoredPaths(db, workspaceId))
    const kindOf = contentClassifier(blueprint)
    const pages = (await readPaths(db, workspaceId, period.from, period.to))
      .filter(({ path }) => path.startsWith('/') && !ignored.has(path) && known(path) === null)
      .map((page) => ({ ...page, kind: kindOf(page.path) }))
    const content = pages.filter(({ kind }) => kind !== null)
    const others = pages.filter(({ kind }) => kind === null)
    return ok({
      from: new Date(period.from).toISOString(),
      to: new Date(period.to).toISOString(),
      items: [...content, ...others].slice(0, shown).map(({ host, kind, ...page }) => ({
        ...page,
        url: host === null ? null : `https://${host}${encodeURI(page.path)}`,
        kind: kind === null ? null : kindNamed(blueprint, kind),
        language: spokenIn(`${page.path} ${page.title ?? ''}`),
      })),
      ignored: ignored.size,
    })
  },
})

/** By its letters, or by a part of its path; null: nobody can tell. */
function spokenIn(text: string): string | null {
  if (/\p{sc=Hangul}/u.test(text)) return 'ko'
  if (/\p{sc=Cyrillic}/u.test(text)) return 'ru'
  return /[/-](de|en|ja|fr|es)(?:[/-]|$)/.exec(text.split(' ')[0] ?? '')?.[1] ?? null
}

/** Says that a page is no content, so that it is not offered again; or that it is after all. */
export const ignoreFoundContent: Verb<{ path: string; ignored: boolean }> = writeVerb({
  permission: 'content.write',
  input: contentIgnoreBody,
  async run({ db, workspaceId, actor, input, now }) {
    await ignorePath(db, workspaceId, input.path, input.ignored ? { by: actorName(actor), at: now } : null)
    return ok(input)
  },
  audit: ({ path, ignored }) => ({ verb: 'content.ignore', detail: { path, ignored } }),
})

import { createHash, randomUUIDv7 } from 'node:crypto'
import type { Pool } from 'pg'
import { countLiftsOf } from '#actions/content-lift.ts'
import { transaction } from '#actions/verb.ts'
import { ok } from '#contract/problem.ts'
import { readPlace } from '#core/content/address.ts'
import { demoLibrary, demoPdf } from '#core/demo/content.ts'
import { dayOf } from '#core/report/period.ts'
import { allAssets, putAssets, putVersions } from '#store/content.ts'
import { insertFile, insertPart, placeFile } from '#store/content-file.ts'

const day = 86_400_000
const by = 'demo'

/**
 * The library of the sample company, of pages that its visitors read already, and what those who went on had read. All in
 * one transaction; once. `end` in epoch ms.
 */
export async function loadDemoContent(pool: Pool, workspaceId: string, zone: string, end: number): Promise<void> {
  const made = await transaction(pool, 'begin', async (db) => {
    if ((await allAssets(db, workspaceId)).length > 0) return ok(false)
    const assets = demoLibrary().map((asset) => ({ ...asset, id: randomUUIDv7() }))
    await putAssets(
      db,
      workspaceId,
      assets.map(({ id, title, about, kind, stage, personas, industries, owner, reviewIn }) => ({
        id,
        title,
        about,
        kind,
        bands: [],
        stage,
        personas,
        industries,
        productId: null,
        ownerId: null,
        ownerName: owner,
        reviewOn: reviewIn === null ? null : dayOf(end + reviewIn * day, zone),
        archivedAt: null,
        createdBy: by,
      })),
      end - 200 * day,
    )
    await putVersions(
      db,
      workspaceId,
      assets.flatMap(({ id, about, versions }) =>
        versions.map(({ language, title, url }) => ({
          asset: id,
          language,
          title,
          about: language === aboutLanguage(about) ? about : '',
          ...(readPlace(url) ?? { url: null, path: null }),
        })),
      ),
      assets.map(({ id }) => id),
    )
    for (const { id, title, files } of assets) {
      for (const language of files) {
        const body = Buffer.from(demoPdf(title), 'latin1')
        const name = `${title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}-${language}.pdf`
        const sha256 = createHash('sha256').update(body).digest()
        const file = { id: randomUUIDv7(), assetId: id, name, type: 'application/pdf', bytes: body.length, sha256 }
        await insertFile(db, workspaceId, { ...file, createdBy: by }, end - 200 * day)
        await insertPart(db, workspaceId, file.id, 0, body)
        await placeFile(db, workspaceId, id, language, file.id)
      }
    }
    return ok(true)
  })
  if (made.ok && made.value) await countLiftsOf(pool, workspaceId, end)
}

/** In which language a description is written, by its letters. */
function aboutLanguage(about: string): string {
  if (/\p{sc=Hangul}/u.test(about)) return 'ko'
  return /\p{sc=Cyrillic}/u.test(about) ? 'ru' : 'en'
}

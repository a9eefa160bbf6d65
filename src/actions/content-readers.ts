import { z } from 'zod'
import { lastDays, readingScope } from '#actions/content-scope.ts'
import { contentPlace, personaNamed } from '#actions/content-view.ts'
import { badCursor, readCursor, writeCursor } from '#actions/cursor.ts'
import { readVerb, type Verb } from '#actions/verb.ts'
import { contentReadersQuery, type ContentReaders } from '#contract/content-reading.ts'
import { ok } from '#contract/problem.ts'
import { allAssets } from '#store/content.ts'
import { listReaders } from '#store/content-reading.ts'

// when the last one shown read last (epoch ms), and their id
const cursor = z.tuple([z.number(), z.uuid()])

/** The people behind a number of the reports about content, the last to read first. */
export const listContentReaders: Verb<ContentReaders> = readVerb({
  permission: 'content.read',
  input: contentReadersQuery,
  async run({ db, workspaceId, input, now }) {
    const { days, asset = null, kind = null, band = null, stage, persona, language, limit } = input
    const question = ['content readers', days, asset, kind, band, stage, persona, language]
    const went = input.cursor === undefined ? null : readCursor(question, input.cursor, cursor)
    if (input.cursor !== undefined && went === null) return badCursor
    const found = await contentPlace(db, workspaceId, now)
    if (!found.ok) return found
    const { blueprint, zone } = found.value
    const assets = await allAssets(db, workspaceId)
    const asked = { persona, language }
    const scope = await readingScope(db, workspaceId, assets, found.value, lastDays(days, zone, now), asked)
    const filter = { asset, kind, band, stage: stage === undefined ? null : stage === 'none' ? '' : stage }
    const after = went && { at: went[0], id: went[1] }
    const { rows, total } = await listReaders(db, workspaceId, scope, filter, { after, limit: limit + 1 })
    const last = rows.length > limit ? rows[limit - 1] : undefined
    const titles = new Map(assets.map(({ id, title }) => [id, title]))
    return ok({
      total,
      items: rows.slice(0, limit).map((row) => ({
        id: row.id,
        name: row.name,
        email: row.email,
        company: row.company,
        persona: row.persona === null ? null : personaNamed(blueprint, row.persona),
        reads: row.reads,
        downloads: row.downloads,
        assets: row.assets,
        lastAt: row.lastAt.toISOString(),
        lastTitle: titles.get(row.lastAsset) ?? '',
      })),
      next: last ? writeCursor(question, [last.lastAt.getTime(), last.id]) : null,
    })
  },
})

import { randomUUIDv7 } from 'node:crypto'
import { contentPlace, kindNamed } from '#actions/content-view.ts'
import { actorName, writeVerb, type Verb } from '#actions/verb.ts'
import { contentSheetBody, type ContentSheetResult } from '#contract/content-reading.ts'
import { ok, refuse } from '#contract/problem.ts'
import type { AssetVersion } from '#core/content/asset.ts'
import { readContentSheet, type SheetRow } from '#core/content/sheet.ts'
import { foldText } from '#core/text.ts'
import { allAssets, lockContent, putAssets, putVersions, type AssetRow, type AssetWrite } from '#store/content.ts'
import { listMembers } from '#store/member.ts'

const mostFaults = 200
const mostShown = 100

const refusals = {
  empty: 'The list is empty: begin with a line of headers.',
  no_title_column: 'No column is called title: name the columns title, kind, language, address.',
  too_many_rows: 'More than 2,000 rows: send the list in parts.',
}

/**
 * Takes in a list of content. A row whose page or title is in the library changes what is there; what a row leaves empty
 * stays. A dry run says what would happen and does nothing.
 */
export const importContent: Verb<ContentSheetResult> = writeVerb({
  permission: 'content.write',
  input: contentSheetBody,
  async run({ db, workspaceId, actor, input, now }) {
    const place = await contentPlace(db, workspaceId, now)
    if (!place.ok) return place
    const { blueprint } = place.value
    const sheet = readContentSheet(input.text, blueprint, input.language)
    if (sheet.refused)
      return refuse('invalid', refusals[sheet.refused], {
        fields: [{ path: 'text', message: refusals[sheet.refused] }],
      })
    await lockContent(db, workspaceId)
    const library = await allAssets(db, workspaceId)
    const members = await listMembers(db, workspaceId)
    const ownerOf = (written: string) =>
      members.find(({ name, email }) => foldText(name) === foldText(written) || email === written.toLowerCase()) ?? null
    const by = actorName(actor)
    const result: ContentSheetResult = {
      dryRun: input.dryRun,
      rows: sheet.rows.length,
      added: 0,
      changed: 0,
      same: 0,
      faults: sheet.faults.slice(0, mostFaults),
      ignored: sheet.ignored,
      shown: [],
    }
    const writes: { asset: AssetWrite; versions: AssetVersion[] }[] = []
    for (const rows of grouped(sheet.rows, library)) {
      const { before } = rows
      const merged = mergedOf(rows, { by, owner: ownerOf })
      const changes = before === null ? [] : changesOf(before, merged)
      if (before !== null && changes.length === 0) {
        result.same++
        continue
      }
      writes.push(merged)
      const what = before === null ? 'added' : 'changed'
      result[what]++
      if (result.shown.length < mostShown) {
        result.shown.push({
          title: merged.asset.title,
          kind: kindNamed(blueprint, merged.asset.kind),
          languages: merged.versions.map(({ language }) => language),
          what,
          changes,
        })
      }
    }
    if (!input.dryRun && writes.length > 0) {
      await putAssets(
        db,
        workspaceId,
        writes.map(({ asset }) => asset),
        now,
      )
      await putVersions(
        db,
        workspaceId,
        writes.flatMap(({ asset, versions }) =>
          versions.map(({ file: _file, ...version }) => ({ asset: asset.id, ...version })),
        ),
        writes.map(({ asset }) => asset.id),
      )
    }
    return ok(result)
  },
  audit: ({ dryRun, added, changed }) => ({ verb: 'content.import', detail: { dryRun, added, changed } }),
})

interface Rows {
  before: AssetRow | null
  rows: SheetRow[]
}

/** Rows of one asset together, with what of it is in the library. */
function grouped(rows: readonly SheetRow[], library: readonly AssetRow[]): Rows[] {
  const byPath = new Map<string, AssetRow>()
  const byTitle = new Map<string, AssetRow>()
  for (const asset of library) {
    byTitle.set(foldText(asset.title), asset)
    for (const { path, title } of asset.versions) {
      if (path !== null) byPath.set(foldText(path), asset)
      if (!byTitle.has(foldText(title))) byTitle.set(foldText(title), asset)
    }
  }
  const groups = new Map<string, Rows>()
  for (const row of rows) {
    const before =
      (row.path === null ? undefined : byPath.get(foldText(row.path))) ??
      byTitle.get(foldText(row.asset)) ??
      byTitle.get(foldText(row.title)) ??
      null
    const key = before?.id ?? `new ${foldText(row.asset)}`
    const group = groups.get(key) ?? { before, rows: [] }
    group.rows.push(row)
    groups.set(key, group)
  }
  return [...groups.values()]
}

/** The asset as it is after its rows: what they leave empty stays as it is. */
function mergedOf(
  { before, rows }: Rows,
  { by, owner }: { by: string; owner(written: string): { userId: string; name: string } | null },
): { asset: AssetWrite; versions: AssetVersion[] } {
  const versions = new Map((before?.versions ?? []).map((version) => [version.language, version]))
  for (const { language, title, about, url, path } of rows) {
    const known = versions.get(language)
    const place = path === null ? { url: known?.url ?? null, path: known?.path ?? null } : { url, path }
    versions.set(language, {
      language,
      title,
      about: about === '' ? (known?.about ?? '') : about,
      ...place,
      file: known?.file ?? null,
    })
  }
  const said = <K extends keyof SheetRow>(key: K, empty: (value: SheetRow[K]) => boolean): SheetRow[K] | undefined =>
    rows.map((row) => row[key]).find((value) => !empty(value))
  const first = rows[0] as SheetRow
  const written = said('owner', (value) => value === null) ?? null
  const named = written === null ? null : owner(written)
  const none = (value: unknown): boolean =>
    value === null || value === '' || (Array.isArray(value) && value.length === 0)
  return {
    asset: {
      id: before?.id ?? randomUUIDv7(),
      title: before?.title ?? first.asset,
      kind: first.kind,
      about: before?.about ?? '',
      bands: said('bands', none) ?? before?.bands ?? [],
      stage: said('stage', none) ?? before?.stage ?? null,
      personas: said('personas', none) ?? before?.personas ?? [],
      industries: said('industries', none) ?? before?.industries ?? [],
      productId: before?.product?.id ?? null,
      ownerId: named?.userId ?? before?.ownerId ?? null,
      ownerName: named?.name ?? before?.ownerName ?? null,
      reviewOn: said('reviewOn', none) ?? before?.reviewOn ?? null,
      archivedAt: before?.archivedAt ?? null,
      createdBy: by,
    },
    versions: [...versions.values()],
  }
}

function changesOf(before: AssetRow, { asset, versions }: { asset: AssetWrite; versions: AssetVersion[] }): string[] {
  const fields = ['kind', 'bands', 'stage', 'personas', 'industries', 'ownerId', 'reviewOn'] as const
  const changed = fields.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(asset[field]))
  const known = new Map(before.versions.map((version) => [version.language, version]))
  const other = versions.filter(({ language, title, about, url, path }) => {
    const was = known.get(language)
    return !was || was.title !== title || was.about !== about || was.url !== url || was.path !== path
  })
  return [...changed.map(String), ...other.map(({ language }) => `version ${language}`)]
}

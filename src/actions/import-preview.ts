import { access } from 'node:fs/promises'
import { type ImportPreview, type PlanProblemView, previewInput } from '#contract/import-task.ts'
import { ok, refuse } from '#contract/problem.ts'
import { delimiterName } from '#core/import/delimiter.ts'
import { guessDealKind } from '#core/import/deal-headers.ts'
import { readPlace } from '#core/import/deal-plan.ts'
import { guessColumns } from '#core/import/headers.ts'
import { type ImportKind, type ImportMapping, importKinds, isDealKind, rulesOf } from '#core/import/mapping.ts'
import { planImport } from '#core/import/plan.ts'
import type { StageModel } from '#core/blueprint.ts'
import { findUpload } from '#store/import-upload.ts'
import { findWorkspace } from '#store/workspace.ts'
import { type ImportFile, openImportFile, shownEncoding } from '#actions/import-file.ts'
import { pipelinesOf, withGuesses } from '#actions/import-prepare.ts'
import { stageSamples } from '#actions/import-stage-words.ts'
import { noUpload, noUploads, uploadPath } from '#actions/import-upload.ts'
import { uploadView } from '#actions/import-view.ts'
import { type Verb, readVerb } from '#actions/verb.ts'

/**
 * How an uploaded file is read and what its columns would become, by the mapping as far as it goes and by guesses
 * beyond. What keeps it from running comes as a list, not as a refusal; a file that is no table is refused.
 */
export const previewImport: Verb<ImportPreview> = readVerb({
  permission: 'import.run',
  input: previewInput,
  async run({ db, context: { uploads }, workspaceId, input }) {
    if (uploads === undefined) return noUploads
    const upload = await findUpload(db, workspaceId, input.id)
    const workspace = await findWorkspace(db, workspaceId)
    if (!upload || !workspace) return noUpload(input.id)
    const path = uploadPath(uploads, upload.id)
    if (!(await exists(path))) {
      return refuse('gone', 'The uploaded file is no longer on this server: upload it again.')
    }
    const opened = await openImportFile(path, { ...input.mapping, name: upload.fileName, lenient: true })
    if (!opened.ok) return opened
    const file = opened.value
    const kind = input.kind ?? input.mapping?.kind ?? guessKind(file)
    const asked: ImportMapping = { columns: {}, ...input.mapping, kind }
    // what was decided here must hold for the run
    if (!file.header) asked.header ??= false
    if (file.confidence === 'unsure') asked.encoding ??= shownEncoding(file)
    const pipelines = isDealKind(kind) ? await pipelinesOf(db, workspaceId) : []
    const full = input.guess ? withGuesses(asked, file.headers, pipelines) : asked
    const { zone, currency } = workspace
    const samples = isDealKind(kind) ? await stageSamples(file, full) : file.samples
    const planned = planImport(full, file.headers, { zone, currency, samples, pipelines })
    const mapping = 'plan' in planned ? planned.plan.mapping : full
    const problems: PlanProblemView[] = 'problems' in planned ? planned.problems : []
    return ok({
      upload: uploadView(upload),
      kind,
      reading: {
        encoding: shownEncoding(file),
        confidence: file.confidence,
        delimiter: delimiterName(file.delimiter),
        header: file.header,
        zone: mapping.zone ?? zone,
        currency: mapping.currency ?? currency,
      },
      headers: file.headers,
      rows: file.rows,
      columns: file.headers.map((header, index) => {
        const rule = rulesOf(mapping).find((one) => one.header.trim().toLowerCase() === header.toLowerCase())?.rule
        return {
          header,
          to: rule?.to ?? '',
          format: rule?.format ?? null,
          decimal: rule?.decimal ?? null,
          example: file.samples[index]?.[0]?.slice(0, 200) ?? null,
        }
      }),
      mapping,
      problems,
      stages: stagesOf(file, mapping, samples, pipelines),
    })
  },
})

/** Every word of the stage column, and where it leads; '' where nobody said and nothing says so by itself. */
function stagesOf(
  { headers }: ImportFile,
  mapping: ImportMapping,
  samples: readonly (readonly string[])[],
  pipelines: readonly StageModel[],
): ImportPreview['stages'] {
  const found = rulesOf(mapping).find(({ rule }) => rule.to === 'stage')
  const column = headers.findIndex((header) => header.toLowerCase() === found?.header.trim().toLowerCase())
  const model = mapping.pipeline === undefined ? pipelines[0] : pipelines.find((one) => one.id === mapping.pipeline)
  if (!found || !model || column < 0) return []
  const { values } = found.rule
  return [...new Set(samples[column] ?? [])].map((word) => {
    const given = values?.[word]
    const place = readPlace(typeof given === 'string' ? given : word, model)
    return {
      word,
      to: given === null || !place ? '' : 'stage' in place ? place.stage : place.outcome,
      left: given === null,
    }
  })
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}

/** What the headers look most like: events have a time and a name, people a mail address, companies neither. */
function guessKind(file: ImportFile): ImportKind {
  const targets = (kind: ImportKind) =>
    new Set(rulesOf({ kind, columns: guessColumns(file.headers, kind) }).map(({ rule }) => rule.to))
  const events = targets('events')
  if (events.has('event') && events.has('time')) return 'events'
  const about = guessDealKind(file.headers)
  if (about) return about
  const people = targets('people')
  if (people.has('email') || people.has('userId')) return 'people'
  const companies = targets('companies')
  return ['domain', 'website', 'groupId', 'name'].some((to) => companies.has(to))
    ? 'companies'
    : (importKinds[0] ?? 'people')
}

import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import type { Problem } from '#contract/problem.ts'
import { type ImportKind, importKinds } from '#core/import/mapping.ts'
import type { Actor } from '#actions/actor.ts'
import { createFlow } from '#actions/flow.ts'
import { dryRunImport } from '#actions/import-dry-run.ts'
import { errorsToCsv, readImportErrors } from '#actions/import-errors.ts'
import { listAllImports } from '#actions/import-list.ts'
import { runImport } from '#actions/import-run.ts'
import { undoImport } from '#actions/import-undo.ts'
import { createNotifier } from '#server/live/notifier.ts'
import { type Context, UsageProblem, openContext } from '#cli/context.ts'
import { type ImportFlags, readImportFlags } from '#cli/import-flags.ts'
import { dryRunText, listText, outlineText, progressLine, summaryText } from '#cli/import-print.ts'

const help = `Usage:
  hourglass import <kind> <file.csv> [flags]                    imports a file; --dry-run only shows what it would do
  hourglass import list                                         all imports, newest first
  hourglass import errors <id>                                  the rows that were set aside, with reasons, as CSV
  hourglass import undo <id>                                    takes a whole import back

Kinds: people, companies, events; deals (a row each), deal_history (a row for each change of stage), products, teams (who sells)

What the columns become (guessed from the headers where nothing is said):
  --map "Header=target"      one column; again for each (a column may have several targets)
  --map mapping.json         all of it from a file; nothing is guessed then
  --key "mql_id=userId"      the same as --map, for the column that names the person
  --set "target=constant"    for every row where no column gives a value
  --values "Header: a=b, c=d"  replaces cells of a mapped column
  --event first_contact      events: the name for every row (or map a column to event)
  --pipeline sales_pipeline  deals: the pipeline they go through, where no column names it
  --start meeting            deals: the stage in which those begin of which only start and end are known
  --keep-rest                keeps all other columns as properties or facts
  --no-guess                 maps only what is said
  --write-map mapping.json   writes the mapping that was used, for the next time
Targets: email userId anonymousId time channel groupId; people: name firstName lastName title phone company country …,
  lists, consent.<purpose> (also .time .wording .source), optout.<purpose>, traits.<fact>; companies: domain name industry
  employees relationship owner account.<fact>; events: event id object amount currency props.<name>; skip; of deals, see
  docs/concepts/import.md

How the file is read (found out by itself; say it where that fails):
  --encoding cp949|utf-8|utf-16le|windows-1251|…   --delimiter ";"|tab   --header | --no-header
  --date-format "DD.MM.YYYY HH:mm" | iso | epoch | epoch_ms | excel      --zone Asia/Seoul
  --decimal .|,              --currency KRW

Other:
  --dry-run [--rows N]   --again (state the same file anew)   --workspace <name or id>   --json`

/** The command `hourglass import`. Returns the exit code: 0 done, 1 broke off, 2 used wrongly. */
export async function run(args: string[]): Promise<number> {
  const [verb, ...rest] = args
  if (verb === undefined || args.includes('--help') || args.includes('-h')) {
    console.log(help)
    return verb === undefined ? 2 : 0
  }
  if (verb === 'list') return withWorkspace(readTail(rest, 0).workspace, list)
  if (verb === 'errors' || verb === 'undo') {
    const { workspace, id } = readTail(rest, 1)
    return withWorkspace(
      workspace,
      verb === 'errors' ? (c, actor) => errors(c, actor, id) : (c, actor) => undo(c, actor, id),
    )
  }
  const kind = importKinds.find((one) => one === verb)
  if (!kind) throw new UsageProblem(`“${verb}” is none of ${importKinds.join(', ')}, list, errors, undo.\n\n${help}`)
  return importFile(kind, rest)
}

async function importFile(kind: ImportKind, args: string[]): Promise<number> {
  const flags = await readImportFlags(kind, args)
  return withWorkspace(flags.workspace, (context, actor) =>
    flags.dryRun ? tryOut(context, actor, flags) : takeIn(context, actor, flags),
  )
}

async function tryOut({ pool }: Context, actor: Actor, flags: ImportFlags): Promise<number> {
  const { path, mapping, guess, again, rows } = flags
  const line = progressTo(process.stderr)
  const result = await dryRunImport({ pool }, actor, { path, mapping, guess, again, rows }, (bytes, size) =>
    line.show(`${Math.floor((bytes / Math.max(size, 1)) * 100)} % read`),
  )
  line.clear()
  if (!result.ok) return tell(result.problem)
  if (flags.writeMap !== undefined) await writeMapping(flags.writeMap, result.value.mapping)
  console.log(flags.json ? JSON.stringify(result.value, null, 2) : dryRunText(result.value))
  return 0
}

async function takeIn({ pool }: Context, actor: Actor, flags: ImportFlags): Promise<number> {
  const { path, mapping, guess, again } = flags
  // a server beside it tells its open pages
  const live = createNotifier(pool)
  const flow = createFlow({ pool, onCommitted: (workspaceId) => live.touch(workspaceId, 'event') })
  const line = progressTo(process.stderr)
  const stop = new AbortController()
  const interrupt = () => stop.abort()
  process.once('SIGINT', interrupt)
  process.once('SIGTERM', interrupt)
  try {
    let written: Promise<void> | undefined
    const result = await runImport(
      { pool, flow },
      actor,
      { path, mapping, guess, again },
      {
        signal: stop.signal,
        onStart(prepared, resumed) {
          console.error(outlineText(prepared.outline))
          if (resumed) console.error(`Going on with the import ${resumed.id} after ${resumed.read} rows.`)
          if (flags.writeMap !== undefined) written = writeMapping(flags.writeMap, prepared.plan.mapping)
        },
        onProgress: (progress) => line.show(progressLine(progress)),
      },
    )
    await written
    line.clear()
    if (!result.ok) return tell(result.problem)
    console.log(flags.json ? JSON.stringify(result.value, null, 2) : summaryText(result.value))
    return 0
  } finally {
    process.off('SIGINT', interrupt)
    process.off('SIGTERM', interrupt)
    await flow.stop()
    await live.close()
  }
}

async function list({ pool }: Context, actor: Actor): Promise<number> {
  const result = await listAllImports({ pool }, actor, {})
  if (!result.ok) return tell(result.problem)
  console.log(listText(result.value))
  return 0
}

async function errors({ pool }: Context, actor: Actor, id: string): Promise<number> {
  const result = await readImportErrors(pool, actor, { id })
  if (!result.ok) return tell(result.problem)
  let first = true
  for await (const rows of result.value.pages()) {
    process.stdout.write(errorsToCsv(result.value.headers, rows, first))
    first = false
  }
  if (first) console.error('No row of this import was set aside.')
  return 0
}

async function undo({ pool }: Context, actor: Actor, id: string): Promise<number> {
  const line = progressTo(process.stderr)
  const result = await undoImport({ pool }, actor, { id }, (people) => line.show(`${people} folded again`))
  line.clear()
  if (!result.ok) return tell(result.problem)
  const { import: undone, people, deals } = result.value
  const what = [...(deals > 0 ? [`${deals} deals`] : []), `${people} people`].join(' and ')
  console.log(
    `The import ${undone.id} of ${undone.fileName} is undone: ${what} were folded again. What was sent meanwhile stays sent.`,
  )
  return 0
}

async function withWorkspace(
  named: string | undefined,
  work: (context: Context, actor: Actor) => Promise<number>,
): Promise<number> {
  const context = await openContext()
  try {
    const workspaceId = await context.workspaceId(named)
    return await work(context, { kind: 'operator', name: 'command line', workspaceId })
  } finally {
    await context.close()
  }
}

function readTail(args: string[], wanted: 0 | 1): { workspace: string | undefined; id: string } {
  let parsed
  try {
    parsed = parseArgs({ args, options: { workspace: { type: 'string' } }, allowPositionals: true, strict: true })
  } catch (error) {
    throw new UsageProblem((error as Error).message)
  }
  if (parsed.positionals.length !== wanted) {
    throw new UsageProblem(
      wanted === 0 ? 'list takes no id.' : 'Give the id of one import; "hourglass import list" shows them.',
    )
  }
  return { workspace: parsed.values.workspace, id: parsed.positionals[0] ?? '' }
}

async function writeMapping(path: string, mapping: unknown): Promise<void> {
  await writeFile(path, `${JSON.stringify(mapping, null, 2)}\n`)
  console.error(`The mapping is in ${path}.`)
}

function tell(problem: Problem): number {
  console.error(problem.message)
  return problem.code === 'internal' || problem.code === 'conflict' ? 1 : 2
}

/** Written over itself, on a terminal only. */
function progressTo(stream: NodeJS.WriteStream): { show(text: string): void; clear(): void } {
  let shownAt = 0
  return {
    show(text) {
      if (!stream.isTTY || Date.now() - shownAt < 100) return
      shownAt = Date.now()
      stream.write(`\r\x1b[2K${text}`)
    },
    clear() {
      if (stream.isTTY && shownAt > 0) stream.write('\r\x1b[2K')
    },
  }
}

import { readFile, writeFile } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { parseArgs } from 'node:util'
import type { Problem } from '#contract/problem.ts'
import { blueprintTemplates } from '#core/blueprint/default.ts'
import { changeText } from '#core/blueprint/diff.ts'
import type { Finding } from '#core/blueprint/lint.ts'
import { printBlueprint } from '#core/blueprint/print.ts'
import type { Actor } from '#actions/actor.ts'
import { type AppliedBlueprint, applyBlueprint, previewBlueprint } from '#actions/blueprint-apply.ts'
import { exportBlueprint, readBlueprintHistory } from '#actions/blueprint-export.ts'
import { checkBlueprint } from '#actions/blueprint-lint.ts'
import { refoldPending } from '#actions/blueprint-reevaluate.ts'
import { type Context, UsageProblem, openContext } from '#cli/context.ts'

const help = `Usage:
  hourglass blueprint export [file.json]     writes the blueprint in force (to standard output without a file)
      --version N          a version of the past instead
      --template NAME      a built-in one instead: ${Object.keys(blueprintTemplates).join(', ')}
  hourglass blueprint lint [file.json]       names what is wrong with a file, or with the blueprint in force
      --strict             warnings count as errors
  hourglass blueprint apply <file.json>      makes it the next version; everybody is re-evaluated in the background
      --dry-run            only shows what would change
      --note "why"         kept in the history
      --wait               re-evaluates everybody now, with progress
  hourglass blueprint history                versions, who applied them, how far the re-evaluation is
Everywhere: --workspace <name or id>, --json`

const options = {
  version: { type: 'string' },
  template: { type: 'string' },
  strict: { type: 'boolean', default: false },
  'dry-run': { type: 'boolean', default: false },
  note: { type: 'string' },
  wait: { type: 'boolean', default: false },
  workspace: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const
type Flags = ReturnType<typeof readFlags>['values']

/** The command `hourglass blueprint`. Returns the exit code: 0 done, 1 refused, 2 used wrongly. */
export async function run(args: string[]): Promise<number> {
  const [verb, ...rest] = args
  if (verb === undefined || args.includes('--help') || args.includes('-h')) {
    console.log(help)
    return verb === undefined ? 2 : 0
  }
  const { values, positionals } = readFlags(rest)
  if (positionals.length > 1) throw new UsageProblem(`One file at a time, please.\n\n${help}`)
  const [file] = positionals
  if (verb === 'export') return exportTo(file, values)
  if (verb === 'lint') return lint(file, values)
  if (verb === 'apply') return apply(file, values)
  if (verb === 'history') return history(values)
  throw new UsageProblem(`“${verb}” is none of export, lint, apply, history.\n\n${help}`)
}

function readFlags(args: string[]) {
  try {
    return parseArgs({ args, options, allowPositionals: true })
  } catch (error) {
    throw new UsageProblem(`${error instanceof Error ? error.message : String(error)}\n\n${help}`)
  }
}

async function exportTo(file: string | undefined, flags: Flags): Promise<number> {
  if (flags.template !== undefined) return write(file, template(flags.template))
  const version = flags.version === undefined ? undefined : Number(flags.version)
  if (version !== undefined && !(Number.isInteger(version) && version > 0)) {
    throw new UsageProblem(`A version is a whole number such as 3, not “${flags.version}”.`)
  }
  return withWorkspace(flags, async (context, actor) => {
    const found = await exportBlueprint(context, actor, { version })
    return found.ok ? write(file, found.value.text) : tell(found.problem)
  })
}

function template(name: string): string {
  const make = Object.hasOwn(blueprintTemplates, name) ? blueprintTemplates[name] : undefined
  if (make) return printBlueprint(make())
  throw new UsageProblem(`There is no template “${name}”; there are: ${Object.keys(blueprintTemplates).join(', ')}.`)
}

async function write(file: string | undefined, text: string): Promise<number> {
  if (file !== undefined && file !== '-') await writeFile(file, text)
  else {
    // a reader such as `head` may close its end early
    process.stdout.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error
    })
    process.stdout.write(text)
  }
  return 0
}

async function lint(file: string | undefined, flags: Flags): Promise<number> {
  if (file !== undefined) return judge(await read(file), flags)
  return withWorkspace(flags, async (context, actor) => {
    const found = await exportBlueprint(context, actor, {})
    return found.ok ? judge(found.value.text, flags) : tell(found.problem)
  })
}

function judge(text: string, flags: Flags): number {
  const checked = checkBlueprint(text)
  if (!checked.ok) return tell(checked.problem)
  const { findings } = checked.value
  console.log(flags.json ? JSON.stringify(findings, null, 2) : findingsText(findings))
  const bad = findings.some(({ severity }) => severity === 'error' || (flags.strict && severity === 'warning'))
  return bad ? 1 : 0
}

async function apply(file: string | undefined, flags: Flags): Promise<number> {
  if (file === undefined) throw new UsageProblem(`Which file?\n\n${help}`)
  const document = await read(file)
  return withWorkspace(flags, async (context, actor, workspaceId) => {
    const verb = flags['dry-run'] ? previewBlueprint : applyBlueprint
    const result = await verb(context, actor, { document, note: flags.note })
    if (!result.ok) return tell(result.problem)
    console.log(flags.json ? JSON.stringify(result.value, null, 2) : appliedText(result.value, flags))
    if (flags.wait && !flags['dry-run']) await reevaluate(context, workspaceId)
    return 0
  })
}

/** Re-evaluates here and now; a running server may take part of the people. */
async function reevaluate({ pool }: Context, workspaceId: string): Promise<void> {
  const { isTTY } = process.stderr
  const done = await refoldPending(pool, workspaceId, {
    onProgress: (people) => isTTY && process.stderr.write(`\r${people} people re-evaluated`),
  })
  console.error(`${isTTY ? '\r' : ''}${done} people re-evaluated.`)
}

async function history(flags: Flags): Promise<number> {
  return withWorkspace(flags, async (context, actor) => {
    const result = await readBlueprintHistory(context, actor, {})
    if (!result.ok) return tell(result.problem)
    if (flags.json) console.log(JSON.stringify(result.value, null, 2))
    else if (result.value.length === 0) console.log('No blueprint has been applied yet.')
    for (const entry of flags.json ? [] : result.value) {
      const { version, appliedAt, appliedBy, note, peopleDone, peopleTotal, finishedAt } = entry
      const progress =
        finishedAt === null ? `${peopleDone} of ${peopleTotal} people re-evaluated` : `${peopleTotal} people`
      console.log(
        [`version ${version}`, new Date(appliedAt).toISOString(), appliedBy, progress, note].filter(Boolean).join('  '),
      )
    }
    return 0
  })
}

async function withWorkspace(
  flags: Flags,
  work: (context: Context, actor: Actor, workspaceId: string) => Promise<number>,
): Promise<number> {
  const context = await openContext()
  try {
    const workspaceId = await context.workspaceId(flags.workspace)
    return await work(context, { kind: 'operator', name: userInfo().username, workspaceId }, workspaceId)
  } finally {
    await context.close()
  }
}

async function read(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    throw new UsageProblem(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
}

function tell(problem: Problem): number {
  console.error(problem.message)
  const fields = problem.fields ?? []
  // the sentence has told the first one
  for (const { path, message } of fields.length > 1 ? fields : [])
    console.error(`  ${path === '' ? '(document)' : path}: ${message}`)
  return 1
}

function findingsText(findings: Finding[]): string {
  if (findings.length === 0) return 'Nothing to complain about.'
  const lines = findings.map(
    ({ severity, code, path, message }) => `${severity.padEnd(7)}  ${code}  ${path}\n         ${message}`,
  )
  const count = (severity: Finding['severity']) => findings.filter((finding) => finding.severity === severity).length
  return `${lines.join('\n')}\n${count('error')} errors, ${count('warning')} warnings, ${count('note')} notes`
}

function appliedText({ version, changed, changes, findings }: AppliedBlueprint, flags: Flags): string {
  const warnings = findings.filter(({ severity }) => severity === 'warning')
  const lines = warnings.length > 0 ? [findingsText(warnings)] : []
  if (!changed) lines.push(`Nothing changed: version ${version} says the same.`)
  else if (flags['dry-run'])
    lines.push(version === null ? 'It would be the first version.' : `Against version ${version}:`)
  else
    lines.push(
      `Version ${version} is in force. Everybody is re-evaluated in the background: npx hourglass blueprint history`,
    )
  return [...lines, ...changes.map((change) => `  ${changeText(change)}`)].join('\n')
}

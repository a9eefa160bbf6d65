import { parseArgs } from 'node:util'
import { readFunnel } from '#actions/funnel-read.ts'
import { funnelCsv, funnelText, type Language } from '#cli/funnel-print.ts'
import { openContext, UsageProblem } from '#cli/context.ts'

const help = `Usage: hourglass funnel [flags]

  --model lifecycle          which stage model; the workspace's lifecycle when absent
  --from 2026-01-01          first day of entry, in the workspace's zone
  --to 2026-07-01            the day after the last day of entry
  --window 90d               each step counts within so long of the entry (12h, 90d, 13w)
  --by channel               channel, campaign, object, persona, person.<fact>, account.<fact>
  --pass first|any           each subject once by their first pass, or each lap
  --as-of 2026-03-31         as it was known at the end of that day
  --no-medians               answers sooner
  --json | --csv             everything, for programs; times in milliseconds, in CSV in days
  --language en|ko|ru        the names of the stages
  --workspace <name or id>`

const options = {
  model: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  window: { type: 'string' },
  by: { type: 'string' },
  pass: { type: 'string' },
  'as-of': { type: 'string' },
  'no-medians': { type: 'boolean' },
  json: { type: 'boolean' },
  csv: { type: 'boolean' },
  language: { type: 'string' },
  workspace: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const

/** The command `hourglass funnel`. Returns the exit code: 0 done, 1 refused, 2 used wrongly. */
export async function run(args: string[]): Promise<number> {
  const flags = read(args)
  if (flags.help) {
    console.log(help)
    return 0
  }
  const language = languageOf(flags.language)
  const { model, from, to, window, by, pass } = flags
  const asked = { model, from, to, window, by, pass, asOf: flags['as-of'], medians: String(!flags['no-medians']) }
  const context = await openContext()
  try {
    const workspaceId = await context.workspaceId(flags.workspace)
    const actor = { kind: 'operator', name: 'hourglass funnel', workspaceId } as const
    const funnel = await readFunnel({ pool: context.pool }, actor, asked)
    if (!funnel.ok) {
      console.error(funnel.problem.message)
      return funnel.problem.code === 'invalid' ? 2 : 1
    }
    if (flags.json) console.log(JSON.stringify(funnel.value, null, 2))
    else if (flags.csv) process.stdout.write(funnelCsv(funnel.value))
    else console.log(funnelText(funnel.value, language))
    return 0
  } finally {
    await context.close()
  }
}

function read(args: string[]) {
  try {
    const { values } = parseArgs({ args, options })
    if (values.json && values.csv) throw new UsageProblem('Choose one: --json or --csv.')
    return values
  } catch (error) {
    throw error instanceof UsageProblem ? error : new UsageProblem(`${(error as Error).message}\n\n${help}`)
  }
}

function languageOf(text: string | undefined): Language {
  if (text === undefined || text === 'en') return 'en'
  if (text === 'ko' || text === 'ru') return text
  throw new UsageProblem(`--language is en, ko or ru, not ${text}.`)
}

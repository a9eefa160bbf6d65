interface Command {
  /** does the work and returns the exit code */
  run(args: string[]): Promise<number>
}

interface Entry {
  usage: string
  summary: string
  load(): Promise<Command>
}

const commands: Record<string, Entry> = {
  start: {
    usage: 'start [--demo [--size 0.1]]',
    summary: 'runs the server, and the embedded database unless DATABASE_URL names one',
    load: () => import('./start.ts'),
  },
  demo: {
    usage: 'demo [--fresh] [--size 0.1]',
    summary: 'loads the sample company into a workspace of its own',
    load: () => import('./demo.ts'),
  },
  import: {
    usage: 'import people|companies|events <file.csv> | list | errors | undo',
    summary: 'reads a CSV export of any system; shows, repeats and undoes imports',
    load: () => import('./import.ts'),
  },
  blueprint: {
    usage: 'blueprint export | lint | apply <file.json> | history',
    summary: 'stage models, scores and rules as a file: look, check, put in force',
    load: () => import('./blueprint.ts'),
  },
  funnel: {
    usage: 'funnel [--model lifecycle] [--from … --to …] [--window 90d] [--by channel]',
    summary: 'counts a cohort through the stages, with rates, intervals and times',
    load: () => import('./funnel.ts'),
  },
  mail: {
    usage: 'mail [<id>]',
    summary: 'lists the outbox of the server, and prints one mail: a reset link, say, where no SMTP is set',
    load: () => import('./mail.ts'),
  },
  rescue: {
    usage: 'rescue <mail address>',
    summary: 'lets somebody in again who lost phone, codes and password: prints a reset link',
    load: () => import('./rescue.ts'),
  },
}

const neededNode = 26

process.exitCode = await main(process.argv.slice(2))

async function main([name, ...args]: string[]): Promise<number> {
  if (Number(process.versions.node.split('.')[0]) < neededNode) {
    console.error(
      `Hourglass needs Node ${neededNode}; this is ${process.versions.node}. Use "npx hourglass", which brings it.`,
    )
    return 1
  }
  if (name === undefined || ['help', '--help', '-h'].includes(name)) return printUsage()
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!command) {
    console.error(`There is no command "${name}".\n`)
    printUsage(console.error)
    return 2
  }
  try {
    return await (await command.load()).run(args)
  } catch (error) {
    if (!isForPeople(error)) throw error
    console.error(error.message)
    return error.name === 'UsageProblem' ? 2 : 1
  }
}

function printUsage(print: (text: string) => void = console.log): number {
  const entries = Object.values(commands)
  print('Usage: npx hourglass <command>\n')
  for (const { usage, summary } of entries) print(`  ${usage}\n      ${summary}`)
  print('\n"npx hourglass <command> --help" tells more. Settings are environment variables: see README.md.')
  return 0
}

/** Our errors named …Problem are sentences already; a stack would hide them. */
function isForPeople(error: unknown): error is Error {
  return error instanceof Error && error.name.endsWith('Problem')
}

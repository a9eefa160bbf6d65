// Plain JavaScript that any Node runs: makes sure that a TypeScript file of ours is run by Node 26 or later.
// The package `node`, installed with the other packages, brings it where the system's Node is older.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import module from 'node:module'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { useStripped } from './stripped.js'

const needed = 26
// A server that parses JSON all day: a small young generation and a heap that grows by a third before it is swept, not to four
// times what lives, keep it 200 MB smaller at a tenth of its speed (docs/performance.md, Memory).
const serverFlags = ['--max-semi-space-size=12', '--heap-growing-percent=30']
const root = dirname(dirname(fileURLToPath(import.meta.url)))

export async function runWithNode26(script, args) {
  const path = join(root, script)
  const flags = args[0] === 'start' ? serverFlags : []
  if (Number(process.versions.node.split('.')[0]) >= needed) {
    becomeNodeWith(flags)
    // a command is over soon and starts quicker with the compiled code of the last one; a server stays
    if (args[0] === 'start') useStripped()
    else module.enableCompileCache?.(join(root, 'dist', 'compiled'))
    process.argv = [process.execPath, path, ...args]
    await import(pathToFileURL(path).href)
    return
  }
  const brought = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  if (!existsSync(brought)) {
    const installed = existsSync(join(root, 'node_modules'))
    console.error(
      `Hourglass needs Node ${needed}; this is Node ${process.versions.node}. ` +
        (installed
          ? 'The install scripts that bring it did not run (--ignore-scripts?). Run: npm ci --ignore-scripts=false'
          : 'Run "npm ci" first: it brings Node along.'),
    )
    process.exitCode = 1
    return
  }
  const child = spawn(brought, [...flags, path, ...args], { stdio: 'inherit' })
  // a terminal sends Ctrl-C to both of us, a process manager to this one only
  process.on('SIGINT', () => {})
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  process.exitCode = await new Promise((done) => {
    child.on('error', (error) => {
      console.error(error.message)
      done(1)
    })
    child.on('exit', (code) => done(code ?? 1))
  })
}

/** Runs this very command anew in this very process, with flags that only a start can set; nothing where it cannot be. */
function becomeNodeWith(flags) {
  if (flags.every((flag) => process.execArgv.includes(flag)) || typeof process.execve !== 'function') return
  try {
    process.execve(process.execPath, [process.execPath, ...process.execArgv, ...flags, ...process.argv.slice(1)])
  } catch {
    // Windows has no such call, and the flags only save memory
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [script = '', ...args] = process.argv.slice(2)
  await runWithNode26(script, args)
}

import { spawn } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { projectFolder } from './config.ts'

/** The web app could not be built; the message ends with what the builder said. */
export class BuildProblem extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'BuildProblem'
  }
}

const sources = [
  'src/web',
  'src/tracker',
  'src/contract',
  'src/core',
  'index.html',
  'vite.config.ts',
  'vite-texts.ts',
  'package-lock.json',
]
const stampFile = join(projectFolder, 'dist', 'web.stamp')

/** Folder of the built web app. */
export const webRoot = join(projectFolder, 'dist', 'web')

/**
 * Builds the web app unless it was built from these very sources, told by a hash of their text (a few milliseconds).
 * True when it was built now. Throws BuildProblem.
 */
export async function buildWeb(say: (sentence: string) => void, signal?: AbortSignal): Promise<boolean> {
  const wanted = await hashSources()
  const built = await readFile(stampFile, 'utf8').catch(() => '')
  if (built === wanted && existsSync(join(webRoot, 'index.html'))) return false
  say(built === '' ? 'Building the web app (first start only) …' : 'Building the web app again: its sources changed …')
  await mkdir(dirname(webRoot), { recursive: true })
  // built aside and put in place whole: another start may be reading or building at this moment
  const fresh = `${webRoot}.${randomUUID()}`
  try {
    await runVite(fresh, signal)
    await rm(webRoot, { recursive: true, force: true })
    await rename(fresh, webRoot).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error
    })
  } finally {
    await rm(fresh, { recursive: true, force: true })
  }
  await writeFile(stampFile, wanted)
  return true
}

async function hashSources(): Promise<string> {
  const hash = createHash('sha256')
  for (const source of sources) {
    for (const path of await filesIn(join(projectFolder, source))) {
      if (path.includes('.test.')) continue
      hash
        .update(path.slice(projectFolder.length))
        .update('\0')
        .update(await readFile(path))
        .update('\0')
    }
  }
  return hash.digest('hex')
}

async function filesIn(path: string): Promise<string[]> {
  if (!existsSync(path)) return []
  try {
    const entries = await readdir(path, { recursive: true, withFileTypes: true })
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .toSorted()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') return [path]
    throw error
  }
}

function runVite(outDir: string, signal?: AbortSignal): Promise<void> {
  const vite = join(projectFolder, 'node_modules', 'vite', 'bin', 'vite.js')
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [vite, 'build', '--logLevel', 'warn', '--outDir', outDir], {
      cwd: projectFolder,
      env: { ...process.env, NODE_ENV: 'production' },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(signal ? { signal } : {}),
    })
    const stop = (): void => void child.kill()
    process.once('exit', stop)
    let said = ''
    child.stdout.on('data', (text: Buffer) => (said += text.toString()))
    child.stderr.on('data', (text: Buffer) => (said += text.toString()))
    child.on('error', fail)
    child.on('close', (code) => {
      process.removeListener('exit', stop)
      if (code === 0) done()
      else fail(new BuildProblem(`The web app could not be built:\n${said.trim()}`))
    })
  })
}

// Plain JavaScript that any Node runs: our TypeScript without its types, kept in dist/stripped, so that a server that runs
// for months does not keep the tool that takes types away (16 MB), nor a cache of compiled code (17 MB).
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import module from 'node:module'
import { dirname, join, relative } from 'node:path'
import process from 'node:process'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const source = join(root, 'src')
const folder = join(root, 'dist', 'stripped')
const stamp = join(folder, 'of')

/** Loads what is stripped already from there, after it has been brought up to date; whatever is not there Node strips itself. */
export function useStripped() {
  if (typeof module.registerHooks !== 'function') return
  if (read(stamp) !== stampOf(sourceFiles())) {
    // another process, so that this one never loads the tool; it says that the tool may change, which we know
    spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', fileURLToPath(import.meta.url)], {
      stdio: ['ignore', 'ignore', 'inherit'],
    })
  }
  const begin = pathToFileURL(source).href + '/'
  module.registerHooks({
    load(url, context, next) {
      if (!url.startsWith(begin) || !url.endsWith('.ts')) return next(url, context)
      const path = fileURLToPath(url)
      const kept = read(placeOf(path))
      // by content: dates lie where files were copied or unpacked
      if (kept === null || !kept.endsWith(endOf(readFileSync(path, 'utf8')))) return next(url, context)
      return { format: 'module', source: kept, shortCircuit: true }
    },
  })
}

/** Strips every source anew. Another server that starts meanwhile reads all of the old or all of the new. */
function stripAll() {
  const files = sourceFiles()
  const made = `${folder}-${process.pid}`
  try {
    for (const path of files) {
      const text = readFileSync(path, 'utf8')
      const place = placeOf(path, made)
      mkdirSync(dirname(place), { recursive: true })
      writeFileSync(place, module.stripTypeScriptTypes(text) + endOf(text))
    }
    writeFileSync(join(made, 'of'), stampOf(files))
    rmSync(folder, { recursive: true, force: true })
    renameSync(made, folder)
  } catch (error) {
    rmSync(made, { recursive: true, force: true })
    if (read(stamp) === stampOf(files)) return
    console.error(
      `Sources without types could not be kept in ${folder} (${error.message}). It works without, in 16 MB more memory.`,
    )
  }
}

function sourceFiles() {
  return readdirSync(source, { recursive: true })
    .filter(
      (path) =>
        path.endsWith('.ts') && !path.endsWith('.test.ts') && !path.endsWith('.d.ts') && !path.startsWith('web'),
    )
    .sort()
    .map((path) => join(source, path))
}

function stampOf(files) {
  const hash = createHash('sha256').update(process.version)
  for (const path of files) {
    const { size, mtimeMs } = statSync(path)
    hash.update(`${relative(root, path)} ${size} ${mtimeMs}\n`)
  }
  return hash.digest('hex')
}

const placeOf = (path, under = folder) => join(under, `${relative(source, path)}.js`)
const endOf = (text) => `\n//# of ${createHash('sha256').update(text).digest('hex')}\n`

function read(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) stripAll()

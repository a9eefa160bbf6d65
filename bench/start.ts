import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { percentile } from './report.ts'
import type { BenchResult } from './report.ts'
import { benchServer } from './server.ts'

/**
 * From the command to the answer of the first page: milliseconds of the first start in an empty folder, and the median of
 * later ones. `--times N` (5).
 */
export async function run(args: string[]): Promise<BenchResult> {
  const at = args.indexOf('--times')
  const times = at < 0 ? 5 : Number(args[at + 1])
  const dataDir = await mkdtemp(join(tmpdir(), 'hourglass-bench-start-'))
  try {
    const first = await startOnce(dataDir)
    const again: number[] = []
    for (let i = 0; i < times; i++) again.push((await startOnce(dataDir)).ms)
    return {
      bench: 'start',
      measures: {
        first_start_ms: first.ms,
        second_start_ms: percentile(again, 0.5),
        worst_start_ms: Math.max(...again),
        rss_mb: first.rssMb,
      },
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true })
  }
}

async function startOnce(dataDir: string): Promise<{ ms: number; rssMb: number | null }> {
  const begin = performance.now()
  const server = await benchServer(dataDir)
  try {
    const { status } = await fetch(server.address)
    if (status !== 200) throw new Error(`The first page answered ${status}.`)
    return { ms: performance.now() - begin, rssMb: server.peakRssMb() }
  } finally {
    await server.stop()
  }
}

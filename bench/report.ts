import { cpus, loadavg, totalmem } from 'node:os'
import type { Pool } from 'pg'

export interface BenchResult {
  bench: string
  /** milliseconds, megabytes (of a million bytes) and ratios, by name */
  measures: Record<string, number | null>
}

/** One line that says on what it was measured. */
export async function machineLine(pool: Pool): Promise<string> {
  const { rows } = await pool.query<{ server_version: string }>('show server_version')
  const memory = Math.round(totalmem() / 2 ** 30)
  return `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${memory} GB, Node ${process.versions.node}, PostgreSQL ${rows[0]?.server_version}, load ${loadavg()[0]?.toFixed(2)}`
}

/** The value below which that share of the samples lies (nearest rank). */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
}

/** Runs it so many times, one after another, after one run that does not count; milliseconds of each. */
export async function timed(times: number, work: () => Promise<unknown>): Promise<number[]> {
  await work()
  const samples: number[] = []
  for (let i = 0; i < times; i++) {
    const begin = performance.now()
    await work()
    samples.push(performance.now() - begin)
  }
  return samples
}

/** The last line of a benchmark, for programs. */
export function printResult({ bench, measures }: BenchResult): void {
  const rounded = Object.fromEntries(
    Object.entries(measures).map(([name, value]) => [name, value === null ? null : Number(value.toPrecision(4))]),
  )
  console.log(JSON.stringify({ bench, measures: rounded }))
}

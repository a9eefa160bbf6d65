import { troubleOf } from '#store/trouble.ts'

/** Not the database being away or full, but something in what was to be folded: the same would fail again. */
export function isPoisonous(error: unknown): boolean {
  if (troubleOf(error) !== null) return false
  const code = (error as { code?: unknown }).code
  if (typeof code !== 'string') return error instanceof Error
  // data exceptions, integrity, limits exceeded by a row, internal errors, what is not supported
  return /^(22|23|54|XX000|0A)/.test(code)
}

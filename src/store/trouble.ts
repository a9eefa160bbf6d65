/** What an error says about the database itself, rather than about what was asked of it. */
export type Trouble =
  /** it cannot be reached, or gave no answer: the same may work in a moment */
  | 'away'
  /** its disk is full: it works again when somebody makes room */
  | 'full'

/** The database's own trouble behind an error of a query or of a connection; null when the query is to blame. */
export function troubleOf(error: unknown): Trouble | null {
  const {
    code,
    syscall,
    message = '',
    cause,
  } = error as {
    code?: unknown
    syscall?: unknown
    message?: string
    cause?: unknown
  }
  if (typeof code === 'string') {
    // disk_full, also where PostgreSQL says it as an error of input and output
    if (code === '53100' || (code.startsWith('58') && /no space left/i.test(message))) return 'full'
    // connection lost; too many connections, out of memory; shut down or starting (not: a query cancelled); input and
    // output; a stand-by that only reads
    if (/^(08|53|58)/.test(code) || (code.startsWith('57') && code !== '57014') || code === '25006') return 'away'
    if (socketCodes.has(code) && (syscall === undefined || socketCalls.has(String(syscall)))) return 'away'
  }
  if (driverWords.test(message)) return 'away'
  return cause === undefined || cause === null ? null : troubleOf(cause)
}

const socketCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ENOENT',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
])
// a missing file says ENOENT too
const socketCalls = new Set(['connect', 'read', 'write', 'getaddrinfo'])

/** what the driver says of a connection that broke under it, or was not had in time */
const driverWords =
  /connection (terminated|ended)|not queryable|client was closed|trying to connect|query read timeout|no answer of the database/i

import type { Socket } from 'node:net'
import type pg from 'pg'

interface Binding {
  portal?: string
  statement?: string
  values?: unknown[]
  binary?: boolean
  valueMapper?: (value: unknown, index: number) => string | Buffer | null
}

interface Connection {
  stream: Socket
  bind(binding: Binding): unknown
}

/** a parameter of so many bytes is sent as it is */
const large = 1024

/**
 * Large binary parameters (store/columns.ts) go out as they are: the driver would copy them into a message that it makes
 * larger again and again, three times their size of memory that somebody has to clear away.
 */
export function bindWithoutCopies(client: pg.PoolClient): void {
  const { connection } = client as unknown as { connection: Connection }
  const bind = connection.bind.bind(connection)
  connection.bind = (binding) => {
    const { portal = '', statement = '', values = [], binary = false, valueMapper } = binding
    if (!values.some(isLarge)) return bind(binding)
    const mapped = values.map((value, index) => (valueMapper ? valueMapper(value, index) : (value as Buffer)))
    const { stream } = connection
    if (!stream.writable) return false
    for (const part of message(portal, statement, mapped, binary)) stream.write(part)
    return true
  }
}

function isLarge(value: unknown): boolean {
  return Buffer.isBuffer(value) && value.length >= large
}

/** A Bind message by PostgreSQL's protocol 3.0, in parts: what is small together, what is large by itself. */
function message(
  portal: string,
  statement: string,
  values: readonly (string | Buffer | null | undefined)[],
  binary: boolean,
): Buffer[] {
  const sizes = values.map((value) =>
    value === null || value === undefined ? 0 : Buffer.isBuffer(value) ? value.length : Buffer.byteLength(value),
  )
  const head = 5 + Buffer.byteLength(portal) + 1 + Buffer.byteLength(statement) + 1 + 2 + 2 * values.length + 2
  const tail = 4
  const apart = values.map((value) => isLarge(value))
  const own = sizes.reduce((sum, size, index) => sum + 4 + (apart[index] === true ? 0 : size), head + tail)
  const total = sizes.reduce((sum, size) => sum + 4 + size, head + tail)

  const small = Buffer.allocUnsafe(own)
  const parts: Buffer[] = []
  let at = small.writeUInt8(0x42, 0)
  at = small.writeInt32BE(total - 1, at)
  at += small.write(portal, at)
  at = small.writeUInt8(0, at)
  at += small.write(statement, at)
  at = small.writeUInt8(0, at)
  at = small.writeInt16BE(values.length, at)
  for (const value of values) at = small.writeInt16BE(Buffer.isBuffer(value) ? 1 : 0, at)
  at = small.writeInt16BE(values.length, at)
  let begin = 0
  values.forEach((value, index) => {
    if (value === null || value === undefined) {
      at = small.writeInt32BE(-1, at)
      return
    }
    at = small.writeInt32BE(sizes[index] as number, at)
    if (apart[index] === true) {
      parts.push(small.subarray(begin, at), value as Buffer)
      begin = at
    } else at += Buffer.isBuffer(value) ? value.copy(small, at) : small.write(value, at)
  })
  // one format for all results
  at = small.writeInt16BE(1, at)
  small.writeInt16BE(binary ? 1 : 0, at)
  parts.push(small.subarray(begin))
  return parts
}

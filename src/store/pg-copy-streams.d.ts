declare module 'pg-copy-streams' {
  import type { Readable, ReadableOptions, Writable, WritableOptions } from 'node:stream'
  import type { Submittable } from 'pg'

  /** Rows out: `copy … to stdout`. */
  export function to(text: string, options?: ReadableOptions): Readable & Submittable
  /** Rows in: `copy … from stdin`. */
  export function from(text: string, options?: WritableOptions): Writable & Submittable & { rowCount: number }
}

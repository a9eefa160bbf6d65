import type { Trust } from '#core/event.ts'
import type { Role } from '#core/permission.ts'

export type { Role }

/** Who asks. Every verb checks it against core/permission.ts. */
export type Actor =
  | { kind: 'user'; userId: string; name: string; workspaceId: string; role: Role }
  | { kind: 'key'; keyId: string; workspaceId: string; trust: Trust }
  /** a person at the command line of the machine itself, or the product's own jobs */
  | { kind: 'operator'; name: string; workspaceId: string }

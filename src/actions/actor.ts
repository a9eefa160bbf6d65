import type { Trust } from '#core/event.ts'
import type { Permission, Role } from '#core/permission.ts'

export type { Role }

/** The API key by which a member asks, or a program for which they answer: it narrows what their role allows. */
export interface ActingKey {
  id: string
  kind: 'personal' | 'service'
  scopes: readonly Permission[]
}

/** Who asks. Every verb checks it against core/permission.ts. */
export type Actor =
  | { kind: 'user'; userId: string; name: string; workspaceId: string; role: Role; key?: ActingKey }
  | { kind: 'key'; keyId: string; workspaceId: string; trust: Trust }
  /** a person at the command line of the machine itself, or the product's own jobs */
  | { kind: 'operator'; name: string; workspaceId: string }

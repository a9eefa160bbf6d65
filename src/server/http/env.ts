import type { HttpBindings } from '@hono/node-server'
import type { Pool } from 'pg'
import type { Logger } from 'pino'
import type { Flow } from '#actions/flow-types.ts'
import type { MailDoor } from '#actions/mail-door.ts'
import type { Auth } from '#server/auth/auth.ts'
import type { Live } from '#server/live/hub.ts'
import type { VisitIds } from '#server/visit-id.ts'

export interface AppConfig {
  /** started with --demo: whoever sits at the machine may look around the demo workspace */
  demo: boolean
  /** the address people type, when it is known; https makes the cookies secure */
  publicUrl: string | null
  /** as this server calls itself where publicUrl does not say: http://localhost:4400 */
  address?: string
  /** a proxy of ours stands in front and sets X-Forwarded-For */
  trustProxy: boolean
  /** signs the session cookies; null: one is made and kept in the database */
  secret: string | null
  /** folder of the built web app (index.html, assets/) */
  webRoot: string
  /** folder of the files that are uploaded to be imported; absent: none are taken */
  uploads?: string
}

/** What every route needs. */
export interface AppServices {
  pool: Pool
  auth: Auth
  config: AppConfig
  log: Pick<Logger, 'error' | 'warn'>
  /** where events of public pages go */
  flow: Flow
  /** ids of cookieless visits: those of the collector */
  visitIds: VisitIds
  /** as in the config: verbs of imports read it */
  uploads?: string
  /** how mail leaves */
  mail: MailDoor
  /** tells open pages what changed */
  live: Live
}

export interface AppEnv {
  Bindings: Partial<HttpBindings>
}

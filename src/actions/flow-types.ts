import type { Event, Rejection } from '#core/event.ts'
import type { Json } from '#core/json.ts'

/** What a collector hands to the flow: a normalised event, or something set aside with its reason. */
export type Incoming =
  | {
      event: Event
      /** the person a fact of the product's own is about (`messageId` names them too): such an event carries no keys */
      about?: string
      importId?: string
      rowNumber?: number
    }
  | {
      rejection: Rejection
      messageId: string | null
      source: string
      receivedAt: number
      raw: Json | string
      importId?: string
      rowNumber?: number
    }

/** What became of one item. `counted` and `duplicate` and `set_aside` are all durable when you read this. */
export type Outcome = { status: 'counted' } | { status: 'duplicate' } | { status: 'set_aside'; rejection: Rejection }

export interface AcceptOptions {
  /** keep or refuse all items together: some messageId was made here, so that sent again they would be other events */
  undivided?: boolean
}

export interface Flow {
  /**
   * Resolves when every item is durable, with identity, score and stage already right; one outcome per item, in order.
   * Rejects with FlowBusy when the queue is full and nothing was taken, and with the database's error when not all of
   * these were kept: sent again, each counts once.
   */
  accept(workspaceId: string, items: Incoming[], options?: AcceptOptions): Promise<Outcome[]>
  /** events waiting or being folded */
  depth(): number
  /** waits for what was taken in, takes no more */
  stop(): Promise<void>
}

/** The queue is full: answer 503 with Retry-After. */
export class FlowBusy extends Error {
  retryAfterSeconds: number
  constructor(retryAfterSeconds: number) {
    super('The event queue is full; try again shortly.')
    this.name = 'FlowBusy'
    this.retryAfterSeconds = retryAfterSeconds
  }
}

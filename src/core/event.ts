import type { Json, JsonObject } from '#core/json.ts'

/** What a credential may say: a page's public key sends behaviour and form data, a secret key also sales facts. */
export type Trust = 'public' | 'secret'

/** Which door an event came through. Only `browser` events are judged by their user agent. */
export type Source = 'browser' | 'server' | 'import' | 'mail' | 'app' | 'system'

/** Who did it. Only `human` events score; `machine` and `unsure` are kept and marked. */
export type Verdict = 'human' | 'machine' | 'unsure'

export type EventType = 'track' | 'page' | 'screen' | 'identify' | 'group' | 'alias'

/** How a mail address is judged, by the lists in force when the event was classified. */
export type MailKind = 'work' | 'free' | 'disposable' | 'role'

/** The identifiers an event came with. They never change, so that merges and unmerges can follow them. */
export interface EventKeys {
  anonymousId: string | null
  userId: string | null
  /** lower-cased, trimmed, domain in ASCII */
  email: string | null
}

/**
 * One normalised fact, whatever its source. `time` and `receivedAt` are epoch milliseconds;
 * `time` is corrected for the sender's clock. Events are totally ordered by (time, messageId).
 */
export interface Event {
  messageId: string
  type: EventType
  /** a catalogue key such as `form_submitted`, or any other name as it was sent */
  name: string
  time: number
  receivedAt: number
  source: Source
  trust: Trust
  keys: EventKeys
  /** a cookieless visit: counted, never a person */
  cookieless: boolean
  /** `alias` only: the identifier that `keys` takes over */
  previousId: string | null
  /** the account named by the event (Segment `groupId`), as sent */
  groupId: string | null
  /** what it was about: a page path, a form, an asset, a campaign */
  object: string | null
  /** content kind of the object by the blueprint's content rules, e.g. `case_study` */
  content: string | null
  channel: string | null
  verdict: Verdict
  /** why that verdict, a stable code such as `agent_is_bot` */
  verdictReason: string | null
  mailKind: MailKind | null
  /** version of the lists (agents, channels, mail domains) the verdicts rest on */
  lists: number
  props: JsonObject
  /** facts about the person: a value sets, null clears, absence keeps */
  traits: JsonObject | null
  /** facts about the account: same rules */
  accountTraits: JsonObject | null
}

/** The position of an event in its person's history. */
export interface Position {
  time: number
  messageId: string
}

/** Total order of history: by time, then messageId by UTF-16 code units. */
export function comparePosition(a: Position, b: Position): number {
  if (a.time !== b.time) return a.time - b.time
  return a.messageId < b.messageId ? -1 : a.messageId > b.messageId ? 1 : 0
}

/** Why an event did not count. Codes are stable; people read them in the catalogs under `rejection.<code>`. */
export type RejectionCode =
  | 'unreadable'
  | 'not_an_object'
  | 'unknown_type'
  | 'missing_name'
  | 'missing_identity'
  | 'bad_field'
  | 'bad_email'
  | 'bad_time'
  | 'time_in_future'
  | 'time_too_old'
  | 'message_id_too_long'
  | 'event_too_large'
  | 'batch_too_long'
  | 'too_many_traits'
  | 'too_deep'
  | 'needs_secret_key'
  | 'invalid_text'
  | 'do_not_track'
  | 'erased'
  | 'shared_identifier'
  | 'poisonous'
  // rows about deals
  | 'missing_subject'
  | 'missing_stage'
  | 'unknown_stage'
  | 'unknown_pipeline'
  | 'unknown_currency'
  | 'missing_close_date'
  | 'close_before_open'
  | 'id_twice'

/** An event set aside: kept readable with its reason, never folded. */
export interface Rejection {
  code: RejectionCode
  /** the field concerned, as a path such as `traits.email`, when there is one */
  field: string | null
  /** one English sentence that says what to do; screens translate by `code` */
  message: string
}

export type Accepted = { ok: true; event: Event }
export type SetAside = { ok: false; rejection: Rejection; messageId: string | null; raw: Json }

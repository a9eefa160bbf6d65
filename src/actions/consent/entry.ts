import type { LedgerEntry } from '#contract/consent.ts'
import { readWordingId, textIn } from '#core/consent/purpose.ts'
import type { JsonObject } from '#core/json.ts'
import { allPurposesOf } from '#actions/consent/purposes.ts'
import { listWordings } from '#store/consent.ts'
import type { LedgerRow } from '#store/consent-ledger.ts'
import type { Db } from '#store/rows.ts'
import type { Text } from '#core/blueprint.ts'

/** All words a workspace ever asked by, by their ids. */
export async function wordingTexts(db: Db, workspaceId: string): Promise<Map<string, Text>> {
  const kept = await listWordings(db, workspaceId)
  const inForce = await allPurposesOf(db, workspaceId)
  return new Map([
    ...inForce.map(({ wording }): [string, Text] => [wording.id, wording.text]),
    ...kept.map(({ purpose, version, text }): [string, Text] => [`${purpose}.${version}`, text]),
  ])
}

/** An event of the ledger as people read it. Older events keep the words themselves under `wording`. */
export function entryOf(row: LedgerRow, texts: ReadonlyMap<string, Text>): LedgerEntry {
  const { props, source } = row
  const said = textOf(props, 'wording')
  const id = said !== null && readWordingId(said) !== null ? said : null
  const known = id === null ? undefined : texts.get(id)
  const language = textOf(props, 'language')
  const proof = props['proof']
  const shown: JsonObject = typeof proof === 'object' && proof !== null && !Array.isArray(proof) ? proof : {}
  const from = textOf(props, 'source')
  const colon = from?.indexOf(':') ?? -1
  return {
    id: row.id,
    at: row.at.toISOString(),
    state: row.state as LedgerEntry['state'],
    purpose: row.purpose,
    wording: id,
    text: textOf(props, 'text') ?? (id === null ? said : known ? textIn(known, language ?? 'en') : null),
    language,
    source: source as LedgerEntry['source'],
    sourceDetail: from === null || from === source ? null : colon > 0 ? from.slice(colon + 1) : from,
    proof: {
      address: textOf(shown, 'address'),
      agent: textOf(shown, 'agent'),
      page: textOf(shown, 'page'),
      reason: textOf(props, 'reason'),
      kept: textOf(props, 'kept'),
      by: textOf(props, 'by'),
      asked: textOf(props, 'asked'),
      askedAt: timeOf(textOf(props, 'askedAt')),
    },
    person: row.personId === null ? null : { id: row.personId, name: row.name, email: row.email },
    messageId: row.messageId,
  }
}

function textOf(props: JsonObject, key: string): string | null {
  const value = props[key]
  return typeof value === 'string' && value !== '' ? value : null
}

function timeOf(text: string | null): string | null {
  const at = text === null ? Number.NaN : Date.parse(text)
  return Number.isNaN(at) ? null : new Date(at).toISOString()
}

import { readVerb, writeVerb, type Verb } from '#actions/verb.ts'
import { erasureId, type ErasurePlaces, type KeptKind, type KeptPlace } from '#contract/privacy.ts'
import { ok, refuse } from '#contract/problem.ts'
import { findErasure } from '#store/erasure.ts'
import { dropPlaces, forgetPlaces, placeNames, placesOf } from '#store/erasure-place.ts'
import type { KeptPlace as Place } from '#store/erasure-tied.ts'
import type { Db } from '#store/rows.ts'

const noErasure = refuse('not_found', 'There is no such erasure here.')

// after that nobody looks through them any more
const keptDays = 90
const dayMs = 86_400_000

/** As what texts are spoken of; tables that are not here are `other`. */
const kinds: Readonly<Record<string, KeptKind>> = {
  event: 'event',
  set_aside: 'event',
  note: 'note',
  task: 'task',
  touch: 'touch',
  meeting: 'meeting',
  deal: 'deal',
  deal_event: 'deal',
  deal_pass: 'deal',
  deal_person: 'deal',
  deal_review_item: 'deal',
  objection: 'deal',
  proof: 'deal',
  proposal: 'proposal',
  proposal_answer: 'proposal',
  account: 'company',
  account_key: 'company',
  audit: 'audit',
  segment: 'segment',
  suspect_list: 'list',
  suspect_member: 'list',
  exclusion: 'list',
  form: 'form',
  form_version: 'form',
  form_submission: 'form',
  content_asset: 'content',
  content_version: 'content',
  content_file: 'content',
  page: 'page',
  page_version: 'page',
  mail: 'mail',
  import: 'import',
  import_upload: 'import',
  import_task: 'import',
}

/** Places as they are shown: what they are, and with whom they stand now. */
export async function shownPlaces(db: Db, workspaceId: string, places: readonly Place[]): Promise<KeptPlace[]> {
  const rows = await placeNames(db, workspaceId, places)
  return rows.map(({ place, rowId, personId, accountId, dealId, person, company, deal }) => ({
    kind: kinds[place] ?? 'other',
    id: rowId,
    person: personId !== null && person !== null ? { id: personId, name: person } : null,
    company: accountId !== null && company !== null ? { id: accountId, name: company } : null,
    deal: dealId !== null && deal !== null ? { id: dealId, name: deal } : null,
  }))
}

/** Where a name stayed after an erasure because somebody else bears it. */
export const listErasurePlaces: Verb<ErasurePlaces> = readVerb({
  permission: 'erasure.carry_out',
  input: erasureId,
  async run({ db, workspaceId, input }) {
    if (!(await findErasure(db, workspaceId, input.id))) return noErasure
    return ok({ items: await shownPlaces(db, workspaceId, await placesOf(db, workspaceId, input.id)) })
  },
})

/** Says that these places were looked through: which they were is forgotten, their number stays. */
export const endErasurePlaces: Verb<{ forgotten: number }> = writeVerb({
  permission: 'erasure.carry_out',
  input: erasureId,
  async run({ db, workspaceId, input }) {
    if (!(await findErasure(db, workspaceId, input.id))) return noErasure
    return ok({ forgotten: await dropPlaces(db, workspaceId, input.id) })
  },
  audit: ({ forgotten }, { id }) => ({ verb: 'erasure.places', subject: `erasure:${id}`, detail: { forgotten } }),
})

/** Forgets places that nobody looked through for 90 days. `now` in epoch ms. */
export async function forgetOldPlaces(db: Db, now: number): Promise<void> {
  await forgetPlaces(db, now - keptDays * dayMs)
}

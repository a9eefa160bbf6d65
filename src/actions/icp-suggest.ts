import type { PoolClient } from 'pg'
import { z } from 'zod'
import { icpPageOf, keepDraft } from '#actions/icp-read.ts'
import { histories } from '#actions/person/load.ts'
import { actorName, readVerb, type Verb, writeVerb } from '#actions/verb.ts'
import { evidenceQuery, type IcpEvidence, type IcpPage, type IcpSuggested, takeInput } from '#contract/icp.ts'
import { ok } from '#contract/problem.ts'
import { fewestCompanies, fewestWon, hasAttribute, suggestIcp, withAttribute } from '#core/icp/suggest.ts'
import type { Condition } from '#core/rule.ts'
import { companiesWithDeals } from '#store/icp-company.ts'
import { findDraft } from '#store/icp-draft.ts'

/** What companies that bought have more often than all companies with deals. */
export const suggestFromWon: Verb<IcpSuggested> = readVerb({
  permission: 'icp.read',
  input: z.object({}),
  async run({ db, workspaceId }) {
    const { items, ...sums } = suggestIcp(await companiesWithDeals(db, workspaceId))
    const when = await workedOn(db, workspaceId)
    const asked = (field: string, value: string): boolean =>
      JSON.stringify(withAttribute(when, { field, value })) === JSON.stringify({ all: partsOf(when) })
    return ok({
      ...sums,
      fewestCompanies,
      fewestWon,
      items: items.map((item) => ({ ...item, asked: asked(item.field, item.value) })),
    })
  },
})

/** The companies behind one attribute, those that bought first. */
export const readIcpEvidence: Verb<IcpEvidence> = readVerb({
  permission: 'icp.read',
  input: evidenceQuery,
  async run({ db, workspaceId, input }) {
    const companies = (await companiesWithDeals(db, workspaceId)).filter((company) => hasAttribute(company, input))
    const sorted = companies.toSorted(
      (a, b) => Number(b.won) - Number(a.won) || (a.name ?? '').localeCompare(b.name ?? ''),
    )
    return ok({ items: sorted.slice(0, 500).map(({ id, name, won, open, deals }) => ({ id, name, won, open, deals })) })
  },
})

/** Puts an attribute into the draft; where there is none, a draft begins from the ICP in force. */
export const takeSuggestion: Verb<IcpPage> = writeVerb({
  permission: 'icp.write',
  input: takeInput,
  async run({ db, workspaceId, actor, input, now }) {
    const when = withAttribute(await workedOn(db, workspaceId), input)
    const kept = await keepDraft(db, workspaceId, when, { by: actorName(actor), at: now })
    return kept.ok ? icpPageOf(db, workspaceId) : kept
  },
  audit: (_page, { field, value }) => ({ verb: 'icp.draft', subject: 'icp', detail: { field, value } }),
})

async function workedOn(db: PoolClient, workspaceId: string): Promise<Condition> {
  const draft = await findDraft(db, workspaceId)
  return draft?.condition ?? (await histories.of(db, workspaceId)).current.blueprint.icp.when
}

const partsOf = (when: Condition): Condition[] => ('all' in when ? when.all : [when])

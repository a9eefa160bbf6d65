import { factsOf } from '#core/fold/state.ts'
import type { State } from '#core/fold/state.ts'
import { foldedEntries } from '#core/folded.ts'
import type { Json, JsonObject } from '#core/json.ts'
import { searchWords } from '#core/search-words.ts'
import { readProfile } from '#core/suspect/profile.ts'
import { foldText } from '#core/text.ts'
import type { PersonWrite } from '#store/person-fold.ts'

/** The facts of a person as they are written, from where their fold stands. */
export function personWrite(personId: string, state: State): PersonWrite {
  const facts = factsOf(state)
  const text = (key: string) => (typeof facts[key] === 'string' ? (facts[key] as string) : null)
  const name = text('name') ?? ([text('firstName'), text('lastName')].filter((part) => part !== null).join(' ') || null)
  const consent: JsonObject = {}
  for (const purpose of Object.keys(state.consent))
    consent[purpose] = { ...(state.consent[purpose] as { state: string }) } as Json
  const { channel = null, campaign = null, object = null } = state.first ?? {}
  const domain = state.account === null ? null : state.accounts[state.account]?.['domain']
  return {
    id: personId,
    name,
    email: text('email'),
    account_id: state.account,
    account_domain: typeof domain === 'string' ? domain : null,
    facts,
    folded: foldedEntries(facts),
    consent,
    lists: state.lists,
    persona: state.persona,
    icp: state.icp,
    first_channel: channel,
    first_campaign: campaign,
    first_object: object,
    first_folded: foldedEntries({ channel, campaign, object }),
    words: searchWords([name, text('email'), text('company'), text('phone'), readProfile(text('linkedin') ?? '')]),
    sort_name: foldText(name ?? text('email') ?? '') || null,
  }
}

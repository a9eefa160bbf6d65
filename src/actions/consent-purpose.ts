import type { PoolClient } from 'pg'
import { allPurposesOf } from '#actions/consent/purposes.ts'
import { settingOf } from '#actions/consent/setting.ts'
import { actorName, readVerb, writeVerb, type Verb } from '#actions/verb.ts'
import {
  consentSettingInput,
  purposeInput,
  templateInput,
  type ConsentSettings,
  type PurposeList,
  type PurposeSaved,
  type TemplateTaken,
} from '#contract/consent.ts'
import { ok } from '#contract/problem.ts'
import type { Text } from '#core/blueprint.ts'
import { builtinPurposes } from '#core/consent/builtin.ts'
import { wordingId } from '#core/consent/purpose.ts'
import { filledText, templates } from '#core/consent/template.ts'
import {
  insertWording,
  listPurposes,
  listWordings,
  lockPurposes,
  savePurpose,
  type PurposeRow,
} from '#store/consent.ts'
import { countStates, countWordings } from '#store/consent-ledger.ts'
import { findSetting, saveSetting } from '#store/consent-setting.ts'
import { findPrivacy } from '#store/privacy.ts'

/** What people are asked for, in every version of the words, with how many said what under them; and the settings. */
export const readPurposes: Verb<PurposeList> = readVerb({
  permission: 'consent.read',
  input: consentSettingInput.pick({}),
  async run({ db, workspaceId }) {
    const own = await listPurposes(db, workspaceId)
    const purposes = await allPurposesOf(db, workspaceId)
    const wordings = await listWordings(db, workspaceId)
    const people = new Map((await countWordings(db, workspaceId)).map((row) => [row.wording, row.people]))
    const states = await countStates(db, workspaceId)
    const { sender, rules, banner } = await settingOf(db, workspaceId)
    const privacy = await findPrivacy(db, workspaceId)
    return ok({
      builtin: own.length === 0,
      settings: { sender, rules, banner },
      consentRequired: privacy?.consentRequired ?? false,
      purposes: purposes.map(({ retiredAt, wording, ...purpose }) => {
        const kept = wordings
          .filter((row) => row.purpose === purpose.id)
          .map(({ version, text, createdAt, createdBy }) => ({
            id: wordingId(purpose.id, version),
            version,
            text,
            at: createdAt.toISOString(),
            by: createdBy,
          }))
        const count = (state: string) =>
          states.find((row) => row.purpose === purpose.id && row.state === state)?.people ?? 0
        return {
          ...purpose,
          retired: retiredAt !== null,
          wordings: (kept.length > 0 ? kept : [{ ...wording, at: null, by: null }]).map((one) => ({
            ...one,
            people: people.get(one.id) ?? 0,
          })),
          granted: count('granted'),
          withdrawn: count('withdrawn'),
        }
      }),
    })
  },
})

/** Writes a purpose. Words that differ from those in force become a version of their own; the old ones stay. */
export const writePurpose: Verb<PurposeSaved> = writeVerb({
  permission: 'consent.write',
  input: purposeInput,
  async run({ db, workspaceId, actor, input, now }) {
    const own = await ownPurposes(db, workspaceId, { now, by: actorName(actor) })
    const { text, retired, ...purpose } = input
    const before = own.find(({ id }) => id === input.id)
    const place = before ? own.indexOf(before) : own.length
    const retiredAt = retired ? (before?.retiredAt ?? new Date(now)) : null
    await savePurpose(db, workspaceId, { ...purpose, retiredAt }, place)
    const version = await addWords(db, workspaceId, before, { id: input.id, text, now, by: actorName(actor) })
    return ok({ id: input.id, wording: wordingId(input.id, version), isNew: version !== before?.wording.version })
  },
  audit: ({ id, wording }, { legalBasis, doubleOptIn, retired }) => ({
    verb: 'consent.purpose',
    subject: `purpose:${id}`,
    detail: { wording, legalBasis, doubleOptIn, retired },
  }),
})

/** Takes over the purposes, words and rules that a country's law usually asks for; a lawyer has to look at them. */
export const takeTemplate: Verb<TemplateTaken> = writeVerb({
  permission: 'consent.write',
  input: templateInput,
  async run({ db, workspaceId, actor, input, now }) {
    const { country } = input
    const by = actorName(actor)
    const own = await ownPurposes(db, workspaceId, { now, by })
    const { sender } = await settingOf(db, workspaceId)
    const template = templates[country]
    const added: string[] = []
    const changed: string[] = []
    let place = own.length
    for (const { text, ...purpose } of template.purposes) {
      const before = own.find(({ id }) => id === purpose.id)
      await savePurpose(db, workspaceId, { ...purpose, retiredAt: null }, before ? own.indexOf(before) : place++)
      const words = { id: purpose.id, text: filledText(text, sender.name), now, by }
      const version = await addWords(db, workspaceId, before, words)
      if (!before) added.push(purpose.id)
      else if (version !== before.wording.version) changed.push(purpose.id)
    }
    const kept = await findSetting(db, workspaceId)
    await saveSetting(
      db,
      workspaceId,
      { sender: kept?.sender ?? {}, banner: kept?.banner ?? {}, rules: template.rules },
      { at: now, by },
    )
    return ok({ country, added, changed })
  },
  audit: ({ country, added, changed }) => ({ verb: 'consent.template', detail: { country, added, changed } }),
})

/** Sender, rules and banner; parts that are not named stay as they are. */
export const changeConsentSettings: Verb<ConsentSettings> = writeVerb({
  permission: 'consent.write',
  input: consentSettingInput,
  async run({ db, workspaceId, actor, input, now }) {
    await lockPurposes(db, workspaceId)
    const kept = await findSetting(db, workspaceId)
    await saveSetting(
      db,
      workspaceId,
      {
        sender: input.sender ?? kept?.sender ?? {},
        rules: input.rules ?? kept?.rules ?? {},
        banner: input.banner ?? kept?.banner ?? {},
      },
      { at: now, by: actorName(actor) },
    )
    const { sender, rules, banner } = await settingOf(db, workspaceId)
    return ok({ sender, rules, banner })
  },
  audit: (_, input) => ({ verb: 'consent.settings', detail: { changed: Object.keys(input) } }),
})

/** The purposes as rows of the workspace's own: the built-in ones become that when they are first changed. */
async function ownPurposes(
  db: PoolClient,
  workspaceId: string,
  { now, by }: { now: number; by: string },
): Promise<PurposeRow[]> {
  await lockPurposes(db, workspaceId)
  const own = await listPurposes(db, workspaceId)
  if (own.length > 0) return own
  for (const [place, { wording, ...purpose }] of builtinPurposes.entries()) {
    await savePurpose(db, workspaceId, { ...purpose, retiredAt: null }, place)
    await insertWording(db, workspaceId, purpose.id, { version: wording.version, text: wording.text, at: now, by })
  }
  return listPurposes(db, workspaceId)
}

/** Gives the version that is in force afterwards. */
async function addWords(
  db: PoolClient,
  workspaceId: string,
  before: PurposeRow | undefined,
  { id, text, now, by }: { id: string; text: Text; now: number; by: string },
): Promise<number> {
  if (before && isSame(before.wording.text, text)) return before.wording.version
  const version = (before?.wording.version ?? 0) + 1
  await insertWording(db, workspaceId, id, { version, text, at: now, by })
  return version
}

function isSame(one: Text, other: Text): boolean {
  return one.en === other.en && (one.ko ?? '') === (other.ko ?? '') && (one.ru ?? '') === (other.ru ?? '')
}

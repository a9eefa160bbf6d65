import { randomUUIDv7 } from 'node:crypto'
import type { Pool } from 'pg'
import { addressHash } from '#actions/consent/secret.ts'
import { newLinkToken } from '#actions/one-time-link.ts'
import { transaction } from '#actions/verb.ts'
import { ok } from '#contract/problem.ts'
import { builtinPurposes } from '#core/consent/builtin.ts'
import { consentPurpose, consentWordings, secondWordingAt, seller } from '#core/demo/site.ts'
import { consentSecret, insertWording, listPurposes, savePurpose } from '#store/consent.ts'
import { peopleWithoutWord } from '#store/consent-state.ts'
import { insertRequest } from '#store/consent-request.ts'
import { insertSuppressions } from '#store/consent-reach.ts'
import { saveSetting } from '#store/consent-setting.ts'

const day = 86_400_000
const by = 'operator:demo'

/**
 * What stands behind the consents that the sample company's people gave: the purposes with both wordings, some requests
 * that nobody has confirmed yet, the unsubscribes of the tool before, and the sender. Once, in one transaction.
 */
export async function loadDemoConsent(
  pool: Pool,
  workspaceId: string,
  half: { start: number; end: number },
): Promise<void> {
  await transaction(pool, 'begin', async (db) => {
    if ((await listPurposes(db, workspaceId)).length > 0) return ok(null)
    for (const [place, { wording, ...purpose }] of builtinPurposes.entries()) {
      await savePurpose(db, workspaceId, { ...purpose, retiredAt: null }, place)
      if (purpose.id !== consentPurpose)
        await insertWording(db, workspaceId, purpose.id, { version: 1, text: wording.text, at: half.start, by })
    }
    for (const [index, { en, ko = en, ru = en }] of consentWordings.entries()) {
      const at = index === 0 ? half.start : secondWordingAt(half)
      await insertWording(db, workspaceId, consentPurpose, { version: index + 1, text: { en, ko, ru }, at, by })
    }
    const sender = { name: seller.name, postal: '12 Quay Street, Busan', contact: 'hello@lodestrand.example' }
    const banner = { notice: `${seller.site}/privacy` }
    await saveSetting(db, workspaceId, { sender, rules: {}, banner }, { at: half.start, by })

    const wording = consentWordings[1]
    for (const [index, { email, language }] of (await peopleWithoutWord(db, workspaceId, 6)).entries()) {
      const spoken = language === 'ko' || language === 'ru' ? language : 'en'
      const askedAt = half.end - (0.4 + index * 1.9) * day
      await insertRequest(db, {
        workspaceId,
        id: randomUUIDv7(),
        cause: `demo:${index}`,
        email,
        language: spoken,
        purposes: [{ purpose: consentPurpose, wording: `${consentPurpose}.2`, text: wording[spoken] ?? wording.en }],
        source: 'form:newsletter',
        proof: { address: '198.51.100.0/24', agent: null, page: `${seller.site}/blog` },
        tokenHash: newLinkToken().hash,
        askedAt,
        expiresAt: askedAt + 7 * day,
      })
    }

    const secret = await consentSecret(db)
    const gone = Array.from({ length: 24 }, (_, index) => ({
      id: randomUUIDv7(),
      kind: 'email' as const,
      hash: addressHash(secret, workspaceId, 'email', `unsubscribed.${index}@example.com`),
    }))
    await insertSuppressions(db, workspaceId, gone.slice(0, 21), { reason: 'import', at: half.start, by })
    await insertSuppressions(db, workspaceId, gone.slice(21), { reason: 'hand', at: half.end - 12 * day, by })
    return ok(null)
  })
}

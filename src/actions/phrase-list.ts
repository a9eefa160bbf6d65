import { z } from 'zod'
import { readVerb, type Verb } from '#actions/verb.ts'
import { type Phrase, type PhraseCandidates, type PhraseList, phraseQuery } from '#contract/icp.ts'
import { ok } from '#contract/problem.ts'
import { type PhraseTag, phraseTags } from '#core/icp/phrase.ts'
import { foldText } from '#core/text.ts'
import { actorNames } from '#store/actor-name.ts'
import { type CandidateRow, countPhrases, findPhrases, phraseCandidatesOf, type PhraseRow } from '#store/icp-phrase.ts'

/** What customers said, in their own words: searched, or of one kind. */
export const listPhrases: Verb<PhraseList> = readVerb({
  permission: 'icp.read',
  input: phraseQuery,
  async run({ db, workspaceId, input: { q = '', tag = null, limit } }) {
    const words = foldText(q)
    const rows = await findPhrases(db, workspaceId, { q: words === '' ? null : words, tag, limit })
    const names = await actorNames(
      db,
      rows.map((row) => row.createdBy),
    )
    const counts = new Map((await countPhrases(db, workspaceId)).map((one) => [one.tag, one.count]))
    return ok({
      items: rows.map((row) => phraseOf(row, names)),
      tags: phraseTags.map((each) => ({ tag: each, count: counts.get(each) ?? 0 })),
    })
  },
})

/** What deals hold in customers' words, objections and answers, that nobody has kept yet. */
export const listPhraseCandidates: Verb<PhraseCandidates> = readVerb({
  permission: 'icp.read',
  input: z.object({}),
  async run({ db, workspaceId }) {
    const rows = await phraseCandidatesOf(db, workspaceId, 50)
    return ok({
      items: rows.map((row) => {
        const { origin, said, person, deal, saidOn } = row
        return { origin, said: said.slice(0, 2000), tag: tagOf(row), person, deal, saidOn }
      }),
    })
  },
})

/** An objection is one; an answer about the need mostly names the problem, any other is their wording. */
function tagOf({ kind, letter }: CandidateRow): PhraseTag {
  if (kind !== 'answer') return 'objection'
  return letter === 'need' ? 'problem' : 'wording'
}

export function phraseOf({ createdAt, createdBy, ...row }: PhraseRow, names: ReadonlyMap<string, string>): Phrase {
  return { ...row, keptAt: createdAt.toISOString(), keptBy: names.get(createdBy) ?? createdBy }
}

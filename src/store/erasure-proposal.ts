import type { ErasePatterns } from '#core/privacy/erase.ts'
import type { Db } from '#store/rows.ts'

/** Takes the recipient's name out of proposals that go to them, also where others bear that name; gives the proposals. */
export async function cleanProposalsTo(
  db: Db,
  workspaceId: string,
  ids: readonly string[],
  { ids: byId, mails, words }: ErasePatterns,
): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `update proposal t set text = erase_text(t.text, $3, $4, $5, false),
       content = jsonb_set(erase_json(t.content, $3, $4, $5), '{toPerson}', '"[erased]"')
      where t.workspace_id = $1 and t.person_id = any($2) returning id`,
    [workspaceId, ids, byId, mails, words],
  )
  return rows.map(({ id }) => id)
}

/** The hash of a text is that of its words: once a name is taken out of them, it is another, and so is the answer's. */
export async function hashAgain(db: Db, workspaceId: string, proposals: readonly string[]): Promise<void> {
  await db.query(
    `with again as (
       update proposal set text_hash = sha256(convert_to(text, 'UTF8'))
        where workspace_id = $1 and id = any($2) and text is not null returning id, text_hash)
     update proposal_answer a set text_hash = g.text_hash from again g where a.workspace_id = $1 and a.proposal_id = g.id`,
    [workspaceId, proposals],
  )
}

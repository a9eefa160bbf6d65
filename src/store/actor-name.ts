import type { Db } from '#store/rows.ts'

/** What people call those who did something: `user:<id>` becomes their name; keys and operators stay as they are kept. */
export async function actorNames(db: Db, actors: readonly string[]): Promise<Map<string, string>> {
  const ids = actors.flatMap((actor) => (actor.startsWith('user:') ? [actor.slice('user:'.length)] : []))
  const { rows } = await db.query<{ id: string; name: string }>(
    'select id::text, name from auth_user where id::text = any($1)',
    [[...new Set(ids)]],
  )
  const names = new Map(rows.map((row) => [`user:${row.id}`, row.name]))
  return new Map(actors.map((actor) => [actor, names.get(actor) ?? actor.replace(/^(operator|user):/, '')]))
}

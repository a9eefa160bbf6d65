import { readPrivacy, type PrivacySettings } from '#contract/settings.ts'
import type { PageDocument } from '#core/page/document.ts'
import type { TagIds } from '#core/page/tags.ts'
import type { TestPlan } from '#core/page/test.ts'
import { prepared, type Db } from '#store/rows.ts'

/** What a stranger finds at an address. */
export interface PublicPageRow {
  workspaceId: string
  pageId: string
  /** the page's present address */
  slug: string
  /** null: it is not on the web */
  content: PageDocument | null
  version: number | null
  /** it was there once */
  gone: boolean
  test: { id: string; plan: TestPlan } | null
  tags: TagIds
  privacy: PrivacySettings
  /** a public key of the workspace, by which its tracker counts; null: none is in force */
  key: string | null
}

/** The page behind an address, in whatever workspace; null when there never was one. */
export async function findPublicPage(db: Db, slug: string): Promise<PublicPageRow | null> {
  const { rows } = await db.query<
    Omit<PublicPageRow, 'test' | 'privacy'> & {
      testId: string | null
      plan: TestPlan | null
      settings: Record<string, unknown>
    }
  >(
    prepared(
      `select p.workspace_id as "workspaceId", p.id as "pageId", c.slug, v.content, v.version,
          p.unpublished_at is not null as gone, t.id as "testId", t.plan, coalesce(g.tags, '{}') as tags, w.settings,
          (select k.shown from write_key k where k.workspace_id = p.workspace_id and k.kind = 'public'
             and k.revoked_at is null order by k.created_at, k.id limit 1) as key
        from page_slug s join page p on p.id = s.page_id join page_slug c on c.page_id = p.id and c.current
          join workspace w on w.workspace_id = p.workspace_id
          left join page_version v on v.page_id = p.id and v.version = p.live_version
          left join page_test t on t.page_id = p.id and t.ended_at is null
          left join page_setting g on g.workspace_id = p.workspace_id
        where s.slug = $1`,
      [slug],
    ),
  )
  const row = rows[0]
  if (!row) return null
  const { testId, plan, settings, ...rest } = row
  return {
    ...rest,
    test: testId === null || plan === null ? null : { id: testId, plan },
    privacy: readPrivacy(settings),
  }
}

/** Whether visits can be counted: there is a public key in force. */
export async function hasPublicKey(db: Db, workspaceId: string): Promise<boolean> {
  const { rowCount } = await db.query(
    `select from write_key where workspace_id = $1 and kind = 'public' and revoked_at is null limit 1`,
    [workspaceId],
  )
  return rowCount === 1
}

/** The variant that this visitor saw first in a test; null when none is known. */
export async function firstVariant(
  db: Db,
  workspaceId: string,
  seen: { pageId: string; testId: string; anonymousId: string },
): Promise<string | null> {
  const { rows } = await db.query<{ variant: string | null }>(
    prepared(
      `select props ->> 'variant' as variant from event
        where workspace_id = $1 and name = 'page_viewed' and props ->> 'landing' is not null
          and props ->> 'landing' = $2 and anonymous_id = $4 and props ->> 'test' = $3
        order by time, message_id limit 1`,
      [workspaceId, seen.pageId, seen.testId, seen.anonymousId],
    ),
  )
  return rows[0]?.variant ?? null
}

export async function findTags(db: Db, workspaceId: string): Promise<TagIds> {
  const { rows } = await db.query<{ tags: TagIds }>('select tags from page_setting where workspace_id = $1', [
    workspaceId,
  ])
  return rows[0]?.tags ?? {}
}

export async function saveTags(db: Db, workspaceId: string, tags: TagIds, by: string, now: number): Promise<void> {
  await db.query(
    `insert into page_setting (workspace_id, tags, updated_at, updated_by)
     values ($1, $2, to_timestamp($3::double precision / 1000), $4)
     on conflict (workspace_id) do update set tags = excluded.tags, updated_at = excluded.updated_at,
       updated_by = excluded.updated_by`,
    [workspaceId, JSON.stringify(tags), now, by],
  )
}

/** A page that is on the web, by its id, in whatever workspace. */
export async function findShownPage(
  db: Db,
  pageId: string,
): Promise<{ workspaceId: string; slug: string; content: PageDocument } | null> {
  const { rows } = await db.query<{ workspaceId: string; slug: string; content: PageDocument }>(
    prepared(
      `select p.workspace_id as "workspaceId", s.slug, v.content from page p
         join page_slug s on s.page_id = p.id and s.current
         join page_version v on v.page_id = p.id and v.version = p.live_version where p.id = $1`,
      [pageId],
    ),
  )
  return rows[0] ?? null
}

/** What changed: a feature's name (`person`, `import`, `key` …), `event` for what the flow brought, `*` for anything. */
export type Topic = string

/** One change, as all processes hear of it. */
export interface Change {
  workspaceId: string
  /** unique; the same in every process */
  id: string
  topics: Topic[]
}

/** Name of the PostgreSQL channel on which processes tell each other. */
export const channel = 'hourglass_live'

// a notification carries 8,000 bytes at most
const mostTopics = 40

export function writeChange({ workspaceId, id, topics }: Change): string {
  return JSON.stringify({ w: workspaceId, i: id, t: topics.length > mostTopics ? ['*'] : topics })
}

/** Null for what is not a change of ours. */
export function readChange(payload: string | undefined): Change | null {
  try {
    const { w, i, t } = JSON.parse(payload ?? '') as Record<string, unknown>
    if (typeof w !== 'string' || typeof i !== 'string' || !Array.isArray(t)) return null
    return { workspaceId: w, id: i, topics: t.filter((topic) => typeof topic === 'string') }
  } catch {
    return null
  }
}

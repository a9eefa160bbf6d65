import type { Context } from 'hono'
import { submissionInput, type SubmissionInput } from '#contract/form.ts'
import { ownInputs } from '#core/form/markup.ts'
import type { AppEnv } from '../env.ts'

/** What was sent; `bare`: as a form of a browser sends it, without a script. Null: it cannot be read. */
export async function readSubmission(c: Context<AppEnv>): Promise<{ bare: boolean; input: SubmissionInput | null }> {
  const type = (c.req.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  if (type === 'application/json' || type === 'text/plain') {
    const parsed = submissionInput.safeParse(await readJson(c))
    return { bare: false, input: parsed.success ? parsed.data : null }
  }
  if (type !== 'application/x-www-form-urlencoded' && type !== 'multipart/form-data') return { bare: true, input: null }
  const sent = await c.req.parseBody({ all: true }).catch(() => null)
  if (sent === null) return { bare: true, input: null }
  const own = (name: string): string => {
    const value = sent[name]
    const first = Array.isArray(value) ? value[0] : value
    return typeof first === 'string' ? first : ''
  }
  const ours = new Set<string>(Object.values(ownInputs))
  // files are not asked for, and not taken
  const values = Object.entries(sent).flatMap(([name, value]): [string, string | string[]][] => {
    if (ours.has(name) || name.length > 60) return []
    const texts = (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === 'string')
    return texts.length === 0 ? [] : [[name, texts.length === 1 ? (texts[0] as string) : texts]]
  })
  const parsed = submissionInput.safeParse({
    values: Object.fromEntries(values),
    page: own(ownInputs.page),
    token: own(ownInputs.token),
    language: own(ownInputs.language),
    trap: own(ownInputs.trap),
    visit: own(ownInputs.visit),
    url: (c.req.header('referer') ?? '').slice(0, 2000),
    anonymousId: ownCookie(c),
  })
  return { bare: true, input: parsed.success ? parsed.data : null }
}

/** JSON of whatever content type: beacons and other sites' pages say that it is text. Undefined: it is none. */
export async function readJson(c: Context<AppEnv>): Promise<unknown> {
  try {
    return JSON.parse(await c.req.text())
  } catch {
    return undefined
  }
}

/**
 * The page script's id, where the server and the site share a domain. Only of what was sent from our own page: another
 * site's form must not speak for whoever is known here.
 */
export function ownCookie(c: Context<AppEnv>): string | null {
  const origin = c.req.header('origin')
  if (origin !== undefined && (!URL.canParse(origin) || new URL(origin).host !== c.req.header('host'))) return null
  return /(?:^|;\s*)hg_id=(\w{8,100})(?:;|$)/.exec(c.req.header('cookie') ?? '')?.[1] ?? null
}

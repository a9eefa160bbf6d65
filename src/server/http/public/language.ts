import type { Context } from 'hono'
import { proposalLanguages as pageLanguages, type ProposalLanguage as PageLanguage } from '#core/proposal/document.ts'
import type { AppEnv } from '../env.ts'

export { pageLanguages, type PageLanguage }

/** The first language of the browser's Accept-Language that we speak and that is allowed; else the first allowed. */
export function visitorLanguage(c: Context<AppEnv>, allowed: readonly PageLanguage[] = pageLanguages): PageLanguage {
  const wished = (c.req.header('accept-language') ?? '').split(',').map((tag) => tag.trim().slice(0, 2).toLowerCase())
  return wished.flatMap((tag) => allowed.find((language) => language === tag) ?? [])[0] ?? allowed[0] ?? 'en'
}

import type { Pool } from 'pg'
import { Kept } from '#actions/kept.ts'
import { readPrivacy, type PrivacySettings } from '#contract/settings.ts'
import { findPrivacy } from '#store/privacy.ts'
import { findShownSurvey, type ShownSurvey } from '#store/survey.ts'

/** A survey as strangers see it, with how its workspace wants visitors treated. */
export interface OpenSurvey extends ShownSurvey {
  privacy: PrivacySettings
}

/** The surveys that strangers ask for, kept for two seconds: what is opened or closed is seen after that at the latest. */
export class ShownSurveys {
  #pool: Pool
  #kept = new Kept<OpenSurvey | null>(2000, 500)

  constructor(pool: Pool) {
    this.#pool = pool
  }

  /** Null: there is none. */
  async find(slug: string): Promise<OpenSurvey | null> {
    if (!/^[a-z0-9-]{1,100}$/.test(slug)) return null
    return this.#kept.of(slug, async () => {
      const survey = await findShownSurvey(this.#pool, slug)
      if (survey === null) return null
      return { ...survey, privacy: (await findPrivacy(this.#pool, survey.workspaceId)) ?? readPrivacy({}) }
    })
  }
}

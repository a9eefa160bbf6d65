// written out: what the router reads stays free of the contract's schemas
export const surveyViews = ['ask', 'place', 'result', 'answers'] as const
export type SurveyView = (typeof surveyViews)[number]
export const surveySplits = ['week', 'channel', 'language', 'host'] as const
export type SurveySplit = (typeof surveySplits)[number]
export const surveyDays = [30, 90, 365] as const

/** What of a survey is looked at, and how. */
export interface SurveySearch {
  view?: SurveyView
  by?: SurveySplit
  days?: (typeof surveyDays)[number]
  /** answers: those that chose this one */
  chosen?: string
  /** answers: of people we know alone */
  known?: true
}

export function parseSurveySearch(search: Record<string, unknown>): SurveySearch {
  const view = surveyViews.find((one) => one === search['view'])
  const by = surveySplits.find((one) => one === search['by'] && one !== 'week')
  const days = surveyDays.find((one) => one === Number(search['days']) && one !== 90)
  const { chosen } = search
  const known = search['known'] === true || search['known'] === 'true'
  return {
    ...(view ? { view } : {}),
    ...(by ? { by } : {}),
    ...(days ? { days } : {}),
    // a number of a scale is read as one
    ...(typeof chosen === 'string' || typeof chosen === 'number' ? { chosen: String(chosen).slice(0, 40) } : {}),
    ...(known ? { known } : {}),
  }
}

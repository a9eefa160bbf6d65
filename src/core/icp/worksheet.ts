/**
 * The ICP worksheet (FIELD §3, D4): its parts in the order they are asked, wants and their own words first. A question's
 * words are `icp.ask.<id>` and `icp.ask.<id>.about` in the catalogs.
 */
export const worksheetParts = [
  { id: 'wants', questions: ['want', 'talk'] },
  { id: 'who', questions: ['who', 'goals', 'values'] },
  { id: 'facts', questions: ['demographics', 'company', 'technology'] },
  { id: 'world', questions: ['terms', 'brands', 'gather', 'contact'] },
  { id: 'problems', questions: ['challenges', 'solves', 'greatest', 'benefit'] },
  { id: 'objections', questions: ['worry', 'whyUs'] },
  { id: 'past', questions: ['bestType', 'bestValue', 'daysToClose'] },
  { id: 'projection', questions: ['improves', 'without'] },
] as const

export type WorksheetPart = (typeof worksheetParts)[number]['id']
export type WorksheetQuestion = (typeof worksheetParts)[number]['questions'][number]

export const worksheetQuestions: readonly WorksheetQuestion[] = worksheetParts.flatMap(({ questions }) => [
  ...questions,
])

export type WorksheetAnswers = Partial<Record<WorksheetQuestion, string>>

/** How many questions have an answer. */
export function answeredOf(answers: WorksheetAnswers): number {
  return worksheetQuestions.filter((question) => (answers[question] ?? '').trim() !== '').length
}

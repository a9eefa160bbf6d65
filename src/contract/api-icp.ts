import type { z } from 'zod'
import {
  draftInput,
  effectInput,
  evidenceQuery,
  icpEffect,
  icpEvidence,
  icpNarrow,
  icpPage,
  icpSuggested,
  narrowInput,
  phrase,
  phraseCandidates,
  phraseChangeBody,
  phraseInput,
  phraseList,
  phraseQuery,
  takeInput,
  worksheet,
  worksheetChangeBody,
  worksheetId,
  worksheetInput,
  worksheetList,
  worksheetPage,
} from '#contract/icp.ts'
import { type RouteContract, route } from '#contract/openapi.ts'
import { titlesPage, titleTried, titleTryInput } from '#contract/title.ts'

const doors = ['session'] as const
const tag = 'Who we want'
const answer = (description: string, body: z.ZodType) => ({ 200: { description, body } })
const get = (path: string, verb: string, summary: string, description: string, body: z.ZodType, query?: z.ZodObject) =>
  route({
    method: 'GET',
    path,
    verb,
    summary,
    tag,
    doors,
    ...(query && { query }),
    ...(path.includes(':id') && { params: worksheetId }),
    responses: answer(description, body),
  })
const post = (path: string, verb: string, summary: string, input: z.ZodType, description: string, body: z.ZodType) =>
  route({
    method: 'POST',
    path,
    verb,
    summary,
    tag,
    doors,
    body: input,
    ...(path.includes(':id') && { params: worksheetId }),
    responses: answer(description, body),
  })

/** The ideal customer, personas and job titles, worksheets, customers' own phrases. */
export const icpRoutes: readonly RouteContract[] = [
  get('/api/icp', 'readIcp', 'The ICP in force and the draft.', 'The ICP.', icpPage),
  post(
    '/api/icp/draft',
    'draftIcp',
    'Keeps the ICP somebody is working on, for the team.',
    draftInput,
    'The ICP.',
    icpPage,
  ),
  post(
    '/api/icp/effect',
    'planIcp',
    'Who would become what under edits. Changes nothing.',
    effectInput,
    'The effect.',
    icpEffect,
  ),
  post(
    '/api/icp/narrow',
    'narrowIcp',
    'Who would fit another ICP, and how those in and out converted. Changes nothing.',
    narrowInput,
    'Both sides.',
    icpNarrow,
  ),
  get(
    '/api/icp/suggested',
    'suggestIcp',
    'What companies that bought have more often than all with deals.',
    'The suggestions.',
    icpSuggested,
  ),
  get(
    '/api/icp/suggested/companies',
    'readIcpEvidence',
    'The companies behind a suggestion.',
    'The companies.',
    icpEvidence,
    evidenceQuery,
  ),
  post(
    '/api/icp/suggested/take',
    'takeIcpSuggestion',
    'Puts a suggestion into the draft.',
    takeInput,
    'The ICP.',
    icpPage,
  ),
  get('/api/icp/titles', 'readTitles', 'The title map, and titles that it does not know.', 'The map.', titlesPage),
  post(
    '/api/icp/titles/try',
    'tryTitle',
    'What a job title says, and why. Changes nothing.',
    titleTryInput,
    'The reading.',
    titleTried,
  ),
  get('/api/icp/worksheets', 'listWorksheets', 'Worksheets of the ideal customer.', 'The worksheets.', worksheetList),
  get(
    '/api/icp/worksheets/:id',
    'readWorksheet',
    'A worksheet with what the past says.',
    'The worksheet.',
    worksheetPage,
  ),
  post('/api/icp/worksheets', 'addWorksheet', 'Begins a worksheet.', worksheetInput, 'The worksheet.', worksheet),
  post(
    '/api/icp/worksheets/:id',
    'changeWorksheet',
    'Keeps answers, name, or which one is in force.',
    worksheetChangeBody,
    'The worksheet.',
    worksheet,
  ),
  get(
    '/api/phrases',
    'listPhrases',
    'What customers said, in their own words.',
    'The phrases.',
    phraseList,
    phraseQuery,
  ),
  get(
    '/api/phrases/candidates',
    'listPhraseCandidates',
    'Words in deals that nobody has kept yet.',
    'The candidates.',
    phraseCandidates,
  ),
  post('/api/phrases', 'keepPhrase', 'Keeps a phrase.', phraseInput, 'The phrase.', phrase),
  post(
    '/api/phrases/:id',
    'changePhrase',
    'Changes a phrase, or takes it out.',
    phraseChangeBody,
    'The phrase.',
    phrase,
  ),
]

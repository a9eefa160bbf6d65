import { planIcp } from '#actions/icp-effect.ts'
import { narrowIcp } from '#actions/icp-narrow.ts'
import { draftIcp, readIcp } from '#actions/icp-read.ts'
import { readIcpEvidence, suggestFromWon, takeSuggestion } from '#actions/icp-suggest.ts'
import { addWorksheet, changeWorksheet, listWorksheets, readWorksheet } from '#actions/icp-worksheet.ts'
import { listPhraseCandidates, listPhrases } from '#actions/phrase-list.ts'
import { changePhrase, keepPhrase } from '#actions/phrase-write.ts'
import { readTitles, tryJobTitle } from '#actions/title-read.ts'
import type { VerbRoute } from '../verbs.ts'

/** The ideal customer, personas and job titles, worksheets, customers' own phrases. */
export const icpVerbs: readonly VerbRoute[] = [
  { method: 'GET', path: '/api/icp', verb: readIcp },
  { method: 'POST', path: '/api/icp/draft', verb: draftIcp },
  { method: 'POST', path: '/api/icp/effect', verb: planIcp },
  { method: 'POST', path: '/api/icp/narrow', verb: narrowIcp },
  { method: 'GET', path: '/api/icp/suggested', verb: suggestFromWon },
  { method: 'GET', path: '/api/icp/suggested/companies', verb: readIcpEvidence },
  { method: 'POST', path: '/api/icp/suggested/take', verb: takeSuggestion },
  { method: 'GET', path: '/api/icp/titles', verb: readTitles },
  { method: 'POST', path: '/api/icp/titles/try', verb: tryJobTitle },
  { method: 'GET', path: '/api/icp/worksheets', verb: listWorksheets },
  { method: 'GET', path: '/api/icp/worksheets/:id', verb: readWorksheet },
  { method: 'POST', path: '/api/icp/worksheets', verb: addWorksheet },
  { method: 'POST', path: '/api/icp/worksheets/:id', verb: changeWorksheet },
  { method: 'GET', path: '/api/phrases', verb: listPhrases },
  { method: 'GET', path: '/api/phrases/candidates', verb: listPhraseCandidates },
  { method: 'POST', path: '/api/phrases', verb: keepPhrase },
  { method: 'POST', path: '/api/phrases/:id', verb: changePhrase },
]

import { changeProposal } from '#actions/proposal-change.ts'
import { createProposal } from '#actions/proposal-create.ts'
import { listProposals } from '#actions/proposal-list.ts'
import { readProposal } from '#actions/proposal-read.ts'
import { listRenewals, listWins } from '#actions/proposal-renewal.ts'
import { relinkProposal, sendProposal } from '#actions/proposal-send.ts'
import { changeTemplate, createTemplate, listTemplates, retireTemplate } from '#actions/proposal-template.ts'
import { discardProposal, newVersion, withdrawProposal } from '#actions/proposal-withdraw.ts'
import type { VerbRoute } from '../verbs.ts'

/** Proposals; the buyer's own page is proposal-page.ts. */
export const proposalVerbs: readonly VerbRoute[] = [
  { method: 'GET', path: '/api/proposals', verb: listProposals },
  { method: 'POST', path: '/api/proposals', verb: createProposal },
  { method: 'GET', path: '/api/proposals/:id', verb: readProposal },
  { method: 'POST', path: '/api/proposals/:id/change', verb: changeProposal },
  { method: 'POST', path: '/api/proposals/:id/send', verb: sendProposal },
  { method: 'POST', path: '/api/proposals/:id/link', verb: relinkProposal },
  { method: 'POST', path: '/api/proposals/:id/withdraw', verb: withdrawProposal },
  { method: 'POST', path: '/api/proposals/:id/version', verb: newVersion },
  { method: 'POST', path: '/api/proposals/:id/discard', verb: discardProposal },
  { method: 'GET', path: '/api/proposal-templates', verb: listTemplates },
  { method: 'POST', path: '/api/proposal-templates', verb: createTemplate },
  { method: 'POST', path: '/api/proposal-templates/:id/change', verb: changeTemplate },
  { method: 'POST', path: '/api/proposal-templates/:id/retire', verb: retireTemplate },
  { method: 'GET', path: '/api/renewals', verb: listRenewals },
  { method: 'GET', path: '/api/companies/:id/wins', verb: listWins },
]

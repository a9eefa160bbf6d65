import { type RouteContract, route } from '#contract/openapi.ts'
import {
  cpaDocument,
  cpaQuery,
  cpaTargetInput,
  cpaTargetSaved,
  spendAdded,
  spendBatchId,
  spendHandInput,
  spendInput,
  spendList,
  spendUndone,
} from '#contract/spend.ts'

const tag = 'Ad spend'
const doors = ['session'] as const
const params = spendBatchId

/** What advertising cost, and what came of it. */
export const spendRoutes: readonly RouteContract[] = [
  route({
    method: 'GET',
    path: '/api/spend',
    verb: 'listSpend',
    summary: 'The files and entries of ad costs, and what waits for a rate.',
    tag,
    doors,
    responses: { 200: { description: 'Newest first.', body: spendList } },
  }),
  route({
    method: 'POST',
    path: '/api/spend',
    verb: 'addSpend',
    summary: 'Adds costs by day, channel and campaign: a file, or a part of one.',
    tag,
    doors,
    body: spendInput,
    responses: { 200: { description: 'Added.', body: spendAdded } },
  }),
  route({
    method: 'POST',
    path: '/api/spend/hand',
    verb: 'addSpendByHand',
    summary: 'Adds money spent over days, in equal parts.',
    tag,
    doors,
    body: spendHandInput,
    responses: { 200: { description: 'Added.', body: spendAdded } },
  }),
  route({
    method: 'POST',
    path: '/api/spend/batches/:id/restore',
    verb: 'restoreSpend',
    summary: 'Takes back that a file or entry was undone.',
    tag,
    doors,
    params,
    responses: { 200: { description: 'It counts again.', body: spendUndone } },
  }),
  route({
    method: 'POST',
    path: '/api/spend/batches/:id/undo',
    verb: 'undoSpend',
    summary: 'Takes a file or entry out of every number.',
    tag,
    doors,
    params,
    responses: { 200: { description: 'It no longer counts.', body: spendUndone } },
  }),
  route({
    method: 'GET',
    path: '/api/spend/cpa',
    verb: 'readCpa',
    summary: 'What a completion cost by channel or campaign, with interval, expectation and target.',
    tag,
    doors,
    query: cpaQuery,
    responses: { 200: { description: 'Cost per action.', body: cpaDocument } },
  }),
  route({
    method: 'POST',
    path: '/api/spend/target',
    verb: 'setCpaTarget',
    summary: 'What an action should cost at most.',
    tag,
    doors,
    body: cpaTargetInput,
    responses: { 200: { description: 'Set.', body: cpaTargetSaved } },
  }),
]

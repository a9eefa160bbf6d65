import { type RouteContract, route } from '#contract/openapi.ts'
import {
  awarenessDocument,
  awarenessQuery,
  signalAdded,
  signalBatchList,
  signalInput,
  signalUndoInput,
  signalUndone,
} from '#contract/signal.ts'
import { z } from 'zod'

const tag = 'Awareness'
const doors = ['session'] as const

/** What networks counted, and what says whether one is known. */
export const signalRoutes: readonly RouteContract[] = [
  route({
    method: 'GET',
    path: '/api/awareness',
    verb: 'readAwareness',
    summary: 'Traffic, the two facts that surveys ask for, likes and shares, week by week.',
    tag,
    doors,
    query: awarenessQuery,
    responses: { 200: { description: 'Sums, weeks, networks.', body: awarenessDocument } },
  }),
  route({
    method: 'GET',
    path: '/api/signals',
    verb: 'listSignals',
    summary: 'What came in of social numbers, the last 50 batches.',
    tag,
    doors,
    responses: { 200: { description: 'The newest first.', body: signalBatchList } },
  }),
  route({
    method: 'POST',
    path: '/api/signals',
    verb: 'addSignals',
    summary: 'Keeps what networks counted on days; said again, the newer holds.',
    tag,
    doors,
    body: signalInput,
    responses: { 200: { description: 'The batch, by which it can be taken back.', body: signalAdded } },
  }),
  route({
    method: 'POST',
    path: '/api/signals/:id/undo',
    verb: 'undoSignals',
    summary: 'Takes a batch back, or brings it back.',
    tag,
    doors,
    params: z.object({ id: z.uuid() }),
    body: signalUndoInput.omit({ id: true }),
    responses: { 200: { description: 'Done.', body: signalUndone } },
  }),
]

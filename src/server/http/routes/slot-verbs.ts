import { readSlotLift } from '#actions/slot-lift.ts'
import { publishSlot, stopSlot } from '#actions/slot-publish.ts'
import { listSlots, readSlot } from '#actions/slot-read.ts'
import { changeSlot, createSlot, retireSlot } from '#actions/slot-write.ts'
import type { VerbRoute } from '../verbs.ts'

/** Personalised slots; what pages ask is ../slots.ts. */
export const slotVerbs: readonly VerbRoute[] = [
  { method: 'GET', path: '/api/slots', verb: listSlots },
  { method: 'POST', path: '/api/slots', verb: createSlot },
  { method: 'GET', path: '/api/slots/:id', verb: readSlot },
  { method: 'POST', path: '/api/slots/:id/change', verb: changeSlot },
  { method: 'POST', path: '/api/slots/:id/publish', verb: publishSlot },
  { method: 'POST', path: '/api/slots/:id/stop', verb: stopSlot },
  { method: 'POST', path: '/api/slots/:id/retire', verb: retireSlot },
  { method: 'GET', path: '/api/slots/:id/lift', verb: readSlotLift },
]

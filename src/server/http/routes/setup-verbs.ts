import { applyEdits, planEdits, readBlueprint, readTemplates, readVersions } from '#actions/blueprint-view.ts'
import { readEvent, readEventFacets, readEventStream } from '#actions/event-stream.ts'
import { readSetupGuide, saveSetupStep } from '#actions/setup-guide.ts'
import { changeHolidays, readHolidays } from '#actions/workspace-holidays.ts'
import type { VerbRoute } from '../verbs.ts'

/** Events as they come, the blueprint, the set-up guide, holidays. */
export const setupVerbs: readonly VerbRoute[] = [
  { method: 'GET', path: '/api/events', verb: readEventStream },
  { method: 'GET', path: '/api/events/facets', verb: readEventFacets },
  { method: 'GET', path: '/api/events/:id', verb: readEvent },
  { method: 'GET', path: '/api/blueprint', verb: readBlueprint },
  { method: 'GET', path: '/api/blueprint/versions', verb: readVersions },
  { method: 'GET', path: '/api/blueprint/templates', verb: readTemplates },
  { method: 'POST', path: '/api/blueprint/plan', verb: planEdits },
  { method: 'POST', path: '/api/blueprint/apply', verb: applyEdits },
  { method: 'GET', path: '/api/setup-guide', verb: readSetupGuide },
  { method: 'POST', path: '/api/setup-guide', verb: saveSetupStep },
  { method: 'GET', path: '/api/holidays', verb: readHolidays },
  { method: 'POST', path: '/api/holidays', verb: changeHolidays },
]

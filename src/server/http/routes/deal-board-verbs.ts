import { createAccount } from '#actions/account-create.ts'
import { listBoardCards, listDealLanes, readBoard, readDealFacets } from '#actions/deal-board.ts'
import { changeDeals, undoDealBulk } from '#actions/deal-bulk.ts'
import { allowDealExport } from '#actions/deal-export.ts'
import { listForecastCards, readForecast } from '#actions/deal-forecast.ts'
import { listDealIds, listDealTable } from '#actions/deal-list.ts'
import type { VerbRoute } from '../verbs.ts'

/** Many deals at once: board, table, forecast, bulk. Mounted before those with an id in the same place. */
export const dealBoardVerbs: readonly VerbRoute[] = [
  { method: 'GET', path: '/api/deals', verb: listDealTable },
  { method: 'GET', path: '/api/deals/ids', verb: listDealIds },
  { method: 'GET', path: '/api/deals/board', verb: readBoard },
  { method: 'GET', path: '/api/deals/board/cards', verb: listBoardCards },
  { method: 'GET', path: '/api/deals/lanes', verb: listDealLanes },
  { method: 'GET', path: '/api/deals/facets', verb: readDealFacets },
  { method: 'GET', path: '/api/deals/forecast', verb: readForecast },
  { method: 'GET', path: '/api/deals/forecast/cards', verb: listForecastCards },
  { method: 'POST', path: '/api/deals/bulk', verb: changeDeals },
  { method: 'POST', path: '/api/deals/bulk/:id/undo', verb: undoDealBulk },
  { method: 'POST', path: '/api/deals/export', verb: allowDealExport },
  { method: 'POST', path: '/api/companies', verb: createAccount },
]

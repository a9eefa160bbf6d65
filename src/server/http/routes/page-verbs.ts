import { changePage, movePage, retirePage, takeVersion } from '#actions/page-change.ts'
import { createPage } from '#actions/page-create.ts'
import { listLandingPages } from '#actions/page-list.ts'
import { changePicture, listPagePictures } from '#actions/page-picture.ts'
import { publishPage, rollBackPage, unpublishPage } from '#actions/page-publish.ts'
import { readPage } from '#actions/page-read.ts'
import { changePageSettings, readPageSettings } from '#actions/page-settings.ts'
import { listPagePeople, readPageStatistics } from '#actions/page-statistics.ts'
import { endPageTest, listPageTests, startPageTest } from '#actions/page-test.ts'
import type { VerbRoute } from '../verbs.ts'

/** Landing pages; files and previews are page-files.ts, the public page is public/landing-page.ts. */
export const pageVerbs: readonly VerbRoute[] = [
  { method: 'GET', path: '/api/pages', verb: listLandingPages },
  { method: 'POST', path: '/api/pages', verb: createPage },
  { method: 'GET', path: '/api/pages/:id', verb: readPage },
  { method: 'POST', path: '/api/pages/:id/change', verb: changePage },
  { method: 'POST', path: '/api/pages/:id/draft', verb: takeVersion },
  { method: 'POST', path: '/api/pages/:id/address', verb: movePage },
  { method: 'POST', path: '/api/pages/:id/publish', verb: publishPage },
  { method: 'POST', path: '/api/pages/:id/rollback', verb: rollBackPage },
  { method: 'POST', path: '/api/pages/:id/unpublish', verb: unpublishPage },
  { method: 'POST', path: '/api/pages/:id/retire', verb: retirePage },
  { method: 'GET', path: '/api/pages/:id/tests', verb: listPageTests },
  { method: 'POST', path: '/api/pages/:id/tests', verb: startPageTest },
  { method: 'POST', path: '/api/pages/:id/tests/end', verb: endPageTest },
  { method: 'GET', path: '/api/pages/:id/statistics', verb: readPageStatistics },
  { method: 'GET', path: '/api/pages/:id/people', verb: listPagePeople },
  { method: 'GET', path: '/api/pictures', verb: listPagePictures },
  { method: 'POST', path: '/api/pictures/:id/change', verb: changePicture },
  { method: 'GET', path: '/api/page-settings', verb: readPageSettings },
  { method: 'POST', path: '/api/page-settings', verb: changePageSettings },
]

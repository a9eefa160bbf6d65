import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { Button } from '@mantine/core'
import type { PageDetail } from '#contract/page.ts'
import { useMay, useWorkspace } from '../app/session.ts'
import { Say } from '../app/words.tsx'
import { EmptyState, Loaded, LoadingLines } from '../ui/state.tsx'
import { testsQuery } from './api.ts'
import { TestReading } from './test-reading.tsx'

const TestPlan = lazy(() => import('./test-plan.tsx').then(({ TestPlan: component }) => ({ default: component })))

/** The tests of a page: the one that runs, those that are over, and the plan of the next. */
export function TestView({ page }: { page: PageDetail }) {
  const workspace = useWorkspace()
  const mayWrite = useMay('capture.write')
  const [planning, setPlanning] = useState(false)
  const query = useQuery(testsQuery(workspace.id, page.id))
  const few = page.document.variants.length < 2
  return (
    <Loaded query={query} lines={8}>
      {({ items, lately }) => (
        <div className="stack">
          {!page.testing && mayWrite && planning && (
            <Suspense fallback={<LoadingLines lines={6} />}>
              <TestPlan page={page} lately={lately} onClose={() => setPlanning(false)} />
            </Suspense>
          )}
          {!page.testing && !planning && (
            <EmptyState title={<Say id={items.length === 0 ? 'pages.test.none' : 'pages.test.next'} />}>
              <p>
                <Say id={few ? 'pages.test.few' : 'pages.test.about'} />
              </p>
              {few ? (
                <Link to="/capture/pages/$id" params={{ id: page.id }} className="link">
                  <Say id="pages.tab.edit" />
                </Link>
              ) : (
                mayWrite && (
                  <Button onClick={() => setPlanning(true)}>
                    <Say id="pages.test.plan" />
                  </Button>
                )
              )}
            </EmptyState>
          )}
          {items.map((test) => (
            <TestReading key={test.id} page={page} test={test} />
          ))}
        </div>
      )}
    </Loaded>
  )
}

import { MantineProvider } from '@mantine/core'
import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useState } from 'react'
import { ProblemError } from './api.ts'
import { type Language, LanguageProvider } from './language.tsx'
import type { Texts } from './texts.ts'
import type { createAppRouter } from './router.tsx'
import { sessionQuery } from './session.ts'
import { cssVariables, theme } from './theme.ts'

const Notices = lazy(() => import('../ui/notices.tsx').then(({ Notices }) => ({ default: Notices })))

interface AppInput {
  nonce: string
  first: { language: Language; texts: Texts }
  client: QueryClient
  router: ReturnType<typeof createAppRouter>
}

export function App({ nonce, first, client, router }: AppInput) {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="auto"
      getStyleNonce={() => nonce}
    >
      <LanguageProvider first={first}>
        <QueryClientProvider client={client}>
          <RouterProvider router={router} />
          <LaterNotices />
        </QueryClientProvider>
      </LanguageProvider>
    </MantineProvider>
  )
}

/** Notices come when the first screen stands: nothing can have been done before. */
function LaterNotices() {
  const [here, setHere] = useState(false)
  useEffect(() => {
    const later = setTimeout(() => setHere(true), 1500)
    return () => clearTimeout(later)
  }, [])
  return <Suspense>{here && <Notices />}</Suspense>
}

/** What the server refused stays refused; only a busy server or a lost connection is asked again. */
export function createQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      // an admin has just made it compulsory: the frame leads there when it hears of it
      onError: (error) => {
        if (error instanceof ProblemError && error.problem.code === 'second_factor_required')
          void client.invalidateQueries({ queryKey: sessionQuery.queryKey })
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        retry: (failures, error) => {
          const worth = !(error instanceof ProblemError) || error.problem.code === 'busy'
          return worth && failures < 2
        },
      },
    },
  })
  return client
}

import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { createRefresher } from './refresher.ts'

const soon = (ms: number) => new Promise((done) => setTimeout(done, ms))

/** What a page shows of one query, whose answers the test gives. */
function shown(client: QueryClient, word: string, meta = {}) {
  const asked: ((answer: string) => void)[] = []
  const observer = new QueryObserver<string>(client, {
    queryKey: [word],
    queryFn: () => new Promise<string>((answer) => asked.push(answer)),
    meta,
  })
  return { asked, leave: observer.subscribe(() => {}), data: () => observer.getCurrentResult().data }
}

test('a change that comes while the first answer is on its way is not lost', async () => {
  const client = new QueryClient()
  const refresh = createRefresher(client)
  const { asked, data, leave } = shown(client, 'retention')
  refresh.topic('retention')
  await soon(20)
  asked[0]?.('before the change')
  await soon(20)
  asked[1]?.('after it')
  await soon(20)
  expect([data(), asked.length]).toEqual(['after it', 2])
  leave()
  refresh.stop()
})

test('a change asks anew for what is on the screen and concerned, and for nothing else', async () => {
  const client = new QueryClient()
  const refresh = createRefresher(client)
  const [concerned, other, still] = [
    shown(client, 'retention'),
    shown(client, 'funnel'),
    shown(client, 'audit', { live: false }),
  ]
  for (const { asked } of [concerned, other, still]) asked[0]?.('first')
  await soon(20)
  refresh.topic('retention')
  await soon(20)
  expect([concerned, other, still].map(({ asked }) => asked.length)).toEqual([2, 1, 1])
  for (const { leave } of [concerned, other, still]) leave()
  refresh.stop()
})

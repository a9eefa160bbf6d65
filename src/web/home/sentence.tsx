import type { HomeDocument } from '#contract/home.ts'
import { useFormat } from '../app/format.ts'
import { Say } from '../app/words.tsx'
import type { GlanceStep } from './glance-steps.ts'
import { otherMatters } from './matters.ts'

/** What changed in seven days and what to do about it, in two or three short sentences. */
export function HomeSentence({ home, leak }: { home: HomeDocument; leak: GlanceStep | null }) {
  const format = useFormat()
  const { arrived, advanced } = news(home)
  const stage = home.lifecycle.stages.find(({ id }) => id === advanced?.stage)
  const waiting = home.handoffs?.all.count ?? 0
  const others = otherMatters(home)
  const hot = home.hot?.items.length ?? 0
  return (
    <>
      {advanced && stage ? (
        <Say id="home.sentence.advanced" values={{ arrived, count: advanced.now, stage: format.text(stage.name) }} />
      ) : (
        <Say id="home.sentence.arrived" values={{ arrived }} />
      )}{' '}
      {leak && (
        <>
          <Say id="home.sentence.leak" values={{ stage: format.text(leak.name), count: leak.missing }} />{' '}
        </>
      )}
      {waiting > 0 ? (
        <>
          <Say id="home.sentence.handoffs" values={{ count: waiting }} />{' '}
          {others > 0 && <Say id="home.sentence.besides" values={{ count: others }} />}
        </>
      ) : others > 0 ? (
        <Say id="home.sentence.matters" values={{ count: others }} />
      ) : hot > 0 ? (
        <Say id="home.sentence.hot" values={{ count: hot }} />
      ) : (
        <Say id="home.sentence.calm" />
      )}
    </>
  )
}

/** How many came in at all, and the furthest stage that anybody entered beyond the first. */
export function news({ entered }: Pick<HomeDocument, 'entered'>): {
  arrived: number
  advanced: HomeDocument['entered'][number] | null
} {
  const [first, ...later] = entered
  return { arrived: first?.now ?? 0, advanced: later.findLast(({ now }) => now > 0) ?? null }
}

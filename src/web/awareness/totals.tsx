import { Link } from '@tanstack/react-router'
import type { AwarenessDocument } from '#contract/signal.ts'
import { useFormat } from '../app/format.ts'
import { Say, useSay } from '../app/words.tsx'
import { Change, Figure, Figures, Interval } from '../ui/figure.tsx'
import { Section } from '../ui/page.tsx'

/** The period in figures; its full weeks beside as many before. */
export function AwarenessTotals({ document }: { document: AwarenessDocument }) {
  const say = useSay()
  const format = useFormat()
  const { total, full, before, comparable } = document
  return (
    <Section
      title={<Say id="awareness.totals" />}
      sub={<Say id="awareness.totals.sub" values={{ weeks: document.weeks.length, zone: document.zone }} />}
    >
      <Figures>
        <Figure
          label={say('awareness.visitors')}
          help="visitor"
          value={format.number(total.traffic.visitors)}
          note={
            <>
              {comparable.traffic && <Change now={full.traffic.visitors} before={before.traffic.visitors} good="up" />}
              {total.traffic.visits > 0 && (
                <div>
                  <Say id="awareness.cookieless" values={{ count: total.traffic.visits }} />
                </div>
              )}
            </>
          }
        />
        <Fact document={document} fact="knowsUs" />
        <Fact document={document} fact="knowsProblem" />
        {(['like', 'share'] as const).map((kind) => {
          const known = kind === 'like' ? total.people.liked : total.people.shared
          return (
            <Figure
              key={kind}
              label={say(`awareness.kind.${kind}`)}
              value={format.number(total.counted[kind])}
              note={
                <>
                  {comparable[kind] && <Change now={full.counted[kind]} before={before.counted[kind]} good="up" />}
                  {known > 0 && (
                    <div>
                      <Say id="awareness.ofPeople" values={{ count: known }} />
                    </div>
                  )}
                </>
              }
            />
          )
        })}
      </Figures>
    </Section>
  )
}

/** The share of answers that say so; or why there is none. */
function Fact({ document, fact }: { document: AwarenessDocument; fact: 'knowsUs' | 'knowsProblem' }) {
  const say = useSay()
  const format = useFormat()
  const { answered, share } = document.total[fact]
  const none =
    document.surveys[fact] === 0 ? (
      <Link to="/capture/surveys" className="link">
        <Say id="awareness.fact.ask" />
      </Link>
    ) : (
      <Say id="awareness.fact.wait" />
    )
  return (
    <Figure
      label={say(`awareness.${fact}`)}
      help="interval"
      value={share.rate === null ? '–' : format.percent(share.rate)}
      note={
        share.rate === null ? (
          none
        ) : (
          <>
            <Interval low={share.low} high={share.high} /> <Say id="awareness.fact.of" values={{ count: answered }} />
          </>
        )
      }
    />
  )
}

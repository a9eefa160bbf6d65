import { Link } from '@tanstack/react-router'
import type { HomeDocument } from '#contract/home.ts'
import { useFormat } from '../app/format.ts'
import { Say } from '../app/words.tsx'
import { Change, Figure, Figures } from '../ui/figure.tsx'
import { Section } from '../ui/page.tsx'

/** Entries into each stage in seven days, beside those of the seven before; each leads to the people who stand there. */
export function Changes({ home }: { home: HomeDocument }) {
  const format = useFormat()
  return (
    <Section
      title={<Say id="home.changes" />}
      sub={<Say id="home.changes.sub" values={{ dates: format.dates(home.since, home.asOf) }} />}
      help="entered"
    >
      <Figures>
        {home.entered.map(({ stage, now, before }) => {
          const named = home.lifecycle.stages.find(({ id }) => id === stage)
          return (
            <Figure
              key={stage}
              label={
                <Link to="/people" search={{ stage }} className="link">
                  {named ? format.text(named.name) : stage}
                </Link>
              }
              value={format.number(now)}
              note={
                <>
                  <Change now={now} before={before} good="up" /> {' · '}
                  <Say id="home.changes.before" values={{ count: format.number(before) }} />
                </>
              }
            />
          )
        })}
      </Figures>
    </Section>
  )
}

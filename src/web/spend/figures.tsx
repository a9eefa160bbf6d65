import { Link } from '@tanstack/react-router'
import type { CpaDocument } from '#contract/spend.ts'
import { useFormat } from '../app/format.ts'
import { Say, useSay } from '../app/words.tsx'
import { useMoney } from '../review/money.ts'
import { Figure, Figures } from '../ui/figure.tsx'
import { Span, useMinor } from './span.tsx'
import styles from './spend.module.css'
import { Target } from './target.tsx'

/** The money, what came of it, what is expected, and what is not in it. */
export function CpaFigures({ document }: { document: CpaDocument }) {
  const say = useSay()
  const format = useFormat()
  const money = useMoney(document.currency)
  const minor = useMinor(document.currency)
  const { paid, all, unpaid, unattributed, unconverted, window, targetMinor } = document
  const { expected } = paid
  return (
    <div className="card">
      <Figures>
        <Figure
          label={say('spend.spent')}
          value={money.full(paid.spendMinor)}
          note={say('spend.spent.about', { people: paid.people })}
        />
        <Figure
          label={say('spend.cpa')}
          help="cpa"
          value={paid.cpa.minor === null ? '–' : minor(paid.cpa.minor)}
          note={
            <>
              <span className={styles.line}>
                <Span of={paid.cpa} currency={document.currency} />
              </span>
              {paid.open > 0 && <Say id="spend.soFar" values={{ open: paid.open }} />}
            </>
          }
        />
        <Figure
          label={say('spend.expected')}
          value={expected === null || expected.minor === null ? '–' : minor(expected.minor)}
          note={
            expected === null ? (
              say(window === null ? 'spend.expected.noWindow' : 'spend.expected.few')
            ) : (
              <>
                <span className={styles.line}>
                  <Span of={expected} currency={document.currency} />
                </span>
                <Say id="spend.expected.about" values={{ count: format.number(Math.round(expected.completions)) }} />
              </>
            )
          }
        />
        <Figure
          label={say('spend.target')}
          value={targetMinor === null ? '–' : minor(targetMinor)}
          note={
            <>
              <Target document={document} />
              <Say id="spend.target.about" />
            </>
          }
        />
      </Figures>
      <ul className={styles.notes}>
        <li>
          <Say
            id="spend.note.cohort"
            values={{
              days: window === null ? 0 : Math.round(Number.parseInt(window, 10)),
              window: window === null ? 'no' : 'yes',
            }}
          />
        </li>
        <li>
          <Say id="spend.note.unpaid" values={{ people: unpaid.people, completed: unpaid.completed }} />
        </li>
        <li>
          <Say
            id={document.by === 'channel' ? 'spend.note.unattributed.channel' : 'spend.note.unattributed.campaign'}
            values={{ people: unattributed.people, completed: unattributed.completed }}
          />
        </li>
        {all.cpa.minor !== null && (
          <li>
            <Say id="spend.note.all" values={{ completed: all.completed, cpa: minor(all.cpa.minor) }} />
          </li>
        )}
        {unconverted.map(({ currency, minor: left, from }) => (
          <li key={currency}>
            <Say
              id="spend.note.rate"
              values={{
                amount: money.full(left, currency),
                from: format.calendar(from),
                a: (words) => (
                  <Link key="rates" to="/settings/rates" className="link">
                    {words}
                  </Link>
                ),
              }}
            />
          </li>
        ))}
      </ul>
    </div>
  )
}

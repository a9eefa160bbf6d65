import type { WorksheetPage } from '#contract/icp.ts'
import { fewestDeals } from '#core/icp/past.ts'
import { useFormat } from '../app/format.ts'
import { Say, useSay } from '../app/words.tsx'
import { useLabels } from '../filter/labels.ts'
import { Figure, Figures, Rate } from '../ui/figure.tsx'
import { Table } from '../ui/table.tsx'
import { bare, useSizeName } from './attribute-name.ts'

type Past_ = WorksheetPage['past']
type Type = Past_['types'][number]

/** What the deals of the past say: the type that converts best, the one with the highest value, days to close; each with its n. */
export function Past({ past }: { past: Past_ }) {
  const say = useSay()
  const format = useFormat()
  const nameOf = useTypeName()
  const { types, best, days, won, closed, currency } = past
  if (closed === 0) {
    return (
      <p className="quiet">
        <Say id="icp.past.none" />
      </p>
    )
  }
  const few = say('icp.past.few', { count: fewestDeals })
  return (
    <>
      <Figures>
        {best
          .filter(({ kind }) => types.some((type) => type.kind === kind))
          .map(({ kind, converts, value }) => [
            <Figure
              key={`${kind} converts`}
              label={<Say id={`icp.past.converts.${kind}`} />}
              value={converts ? nameOf(converts) : '–'}
              note={
                converts ? (
                  <>
                    <Rate rate={converts.won / converts.closed} low={converts.low} high={converts.high} />
                    {' · '}
                    <Say id="icp.past.n" values={{ won: converts.won, closed: converts.closed }} />
                  </>
                ) : (
                  few
                )
              }
            />,
            <Figure
              key={`${kind} value`}
              label={<Say id={`icp.past.value.${kind}`} />}
              value={value ? nameOf(value) : '–'}
              note={
                value?.meanMinor != null ? (
                  <Say
                    id="icp.past.mean"
                    values={{ sum: format.money(value.meanMinor, currency), count: value.priced }}
                  />
                ) : (
                  few
                )
              }
            />,
          ])}
        <Figure
          label={<Say id="icp.past.days" />}
          value={days === null ? '–' : format.number(Math.round(days))}
          note={<Say id="icp.past.won" values={{ count: won }} />}
        />
      </Figures>
      <details>
        <summary>
          <Say id="icp.past.all" />
        </summary>
        <Table
          label={say('icp.past.all')}
          scroll
          rows={types}
          keyOf={({ kind, value }) => `${kind} ${value}`}
          columns={[
            { id: 'type', head: <Say id="icp.past.type" />, rowHead: true, cell: nameOf },
            {
              id: 'closed',
              head: <Say id="icp.past.closed" />,
              num: true,
              cell: ({ closed: count }) => format.number(count),
            },
            {
              id: 'rate',
              head: <Say id="icp.past.rate" />,
              num: true,
              cell: (type) => <Rate rate={type.won / type.closed} low={type.low} high={type.high} />,
            },
            {
              id: 'mean',
              head: <Say id="icp.past.meanHead" />,
              num: true,
              cell: ({ meanMinor, priced }) =>
                meanMinor === null ? '–' : `${format.money(meanMinor, currency)} (n = ${format.number(priced)})`,
            },
          ]}
        />
      </details>
    </>
  )
}

function useTypeName(): (type: Type) => string {
  const labels = useLabels()
  const size = useSizeName()
  return ({ kind, value }) => (kind === 'size' ? size(value) : bare(labels.value(`account.${kind}`, value)))
}

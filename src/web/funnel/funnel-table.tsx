import type { FunnelDocument } from '#contract/funnel.ts'
import { useFormat } from '../app/format.ts'
import { Say } from '../app/words.tsx'
import { ScrollX } from '../ui/scroll-x.tsx'
import type { OpenPeople } from './funnel-page.tsx'
import { nameOf } from './funnel-picture.tsx'
import { fairRate } from './rates.ts'

type Rate = FunnelDocument['total']['steps'][number]['fromFirst']['raw']

interface TableInput {
  funnel: FunnelDocument
  onOpen: OpenPeople
}

/** Every figure of the picture and those it leaves out; each count opens to its people. */
export function FunnelTable({ funnel, onOpen }: TableInput) {
  const format = useFormat()
  const windowed = funnel.window !== null
  return (
    <section className="card">
      <header>
        <h2>
          <Say id="funnel.table" />
        </h2>
        {funnel.notes.map((note) => (
          <p key={note} className="quiet small">
            <Say id={`funnel.note.${note}`} />
          </p>
        ))}
      </header>
      <ScrollX label={format.text(funnel.name)}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">
                <Say id="funnel.stage" />
              </th>
              <th scope="col" className="num">
                <Say id="funnel.reached" />
              </th>
              <th scope="col" className="num">
                <Say id="funnel.fromPrevious" />
              </th>
              <th scope="col" className="num">
                <Say id="funnel.fromFirst" />
              </th>
              <th scope="col" className="num">
                <Say id="funnel.medianTime" />
              </th>
              <th scope="col" className="num">
                <Say id="funnel.meanTime" />
              </th>
              {windowed && (
                <th scope="col" className="num">
                  <Say id="funnel.openColumn" />
                </th>
              )}
              <th scope="col" className="num">
                <Say id={windowed ? 'funnel.notReached' : 'funnel.notSoFar'} />
              </th>
              <th scope="col" className="num">
                <Say id="funnel.skipped" />
              </th>
            </tr>
          </thead>
          <tbody>
            {funnel.total.steps.map((step, index) => {
              const time = step.fromPrevious.time
              const count = (value: number, state: string) => (
                <Count value={value} onOpen={() => onOpen(step.stage, state)} />
              )
              return (
                <tr key={step.stage}>
                  <th scope="row">{format.text(nameOf(funnel, step.stage))}</th>
                  <td className="num">{count(step.reached, 'reached')}</td>
                  <td className="num">{index === 0 ? '' : <RateText rate={fairRate(step.fromPrevious)} />}</td>
                  <td className="num">{index === 0 ? '' : <RateText rate={fairRate(step.fromFirst)} />}</td>
                  <td className="num">{time?.median == null ? '–' : format.duration(time.median)}</td>
                  <td className="num">{time?.mean == null ? '–' : format.duration(time.mean)}</td>
                  {windowed && <td className="num">{count(step.open, 'open')}</td>}
                  <td className="num">{count(step.not, 'not')}</td>
                  <td className="num">{count(step.skipped, 'skipped')}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </ScrollX>
    </section>
  )
}

/** A count that opens to its people; nothing to open at zero. */
export function Count({ value, onOpen }: { value: number; onOpen(): void }) {
  const format = useFormat()
  if (value === 0) return <span className="quiet">0</span>
  return (
    <button type="button" className="link" onClick={onOpen}>
      {format.number(value)}
    </button>
  )
}

/** A rate and, in the quieter tone, its 95 % interval. */
function RateText({ rate }: { rate: Rate }) {
  const format = useFormat()
  if (rate.rate === null || rate.low === null || rate.high === null) return <span className="quiet">–</span>
  return (
    <>
      {format.percent(rate.rate)} <span className="quiet small">{format.interval(rate.low, rate.high)}</span>
    </>
  )
}

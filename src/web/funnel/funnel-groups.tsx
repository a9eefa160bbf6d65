import type { FunnelDocument, FunnelGroupDocument } from '#contract/funnel.ts'
import { useFormat } from '../app/format.ts'
import { Say, useSay, useWordFor } from '../app/words.tsx'
import { ScrollX } from '../ui/scroll-x.tsx'
import type { OpenPeople } from './funnel-page.tsx'
import { nameOf } from './funnel-picture.tsx'
import { Count } from './funnel-table.tsx'
import { fairRate } from './rates.ts'

interface GroupsInput {
  funnel: FunnelDocument
  onOpen: OpenPeople
}

/** The same cohort by the values of a property: a line each, a column a stage, with the share of those who entered. */
export function FunnelGroups({ funnel, onOpen }: GroupsInput) {
  const format = useFormat()
  const say = useSay()
  const groupName = useGroupName(funnel)
  return (
    <section className="card">
      <header>
        <h2>
          <Say id="funnel.groups" />
        </h2>
        <p className="quiet small">
          <Say id="funnel.groups.about" />
        </p>
      </header>
      <ScrollX label={say('funnel.groups')}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">
                <Say id="funnel.group" />
              </th>
              {funnel.stages.map((stage) => (
                <th key={stage.id} scope="col" className="num" style={{ whiteSpace: 'normal' }}>
                  {format.text(nameOf(funnel, stage.id))}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {funnel.groups.map((group) => (
              <tr key={group.key}>
                <th scope="row">{groupName(group)}</th>
                {group.steps.map((step, index) => {
                  const rate = fairRate(step.fromFirst).rate
                  return (
                    <td key={step.stage} className="num">
                      <Count value={step.reached} onOpen={() => onOpen(step.stage, 'reached', group.key)} />
                      {index > 0 && <div className="quiet small">{rate === null ? '–' : format.percent(rate)}</div>}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollX>
    </section>
  )
}

/** What a group is called: a value by its word where we have one, what is missing and what is folded said so. */
export function useGroupName(funnel: FunnelDocument): (group: Pick<FunnelGroupDocument, 'kind' | 'value'>) => string {
  const say = useSay()
  const wordFor = useWordFor()
  return ({ kind, value }) => {
    if (kind === 'all') return say('funnel.group.all')
    if (kind === 'missing') return say('funnel.group.missing')
    if (kind === 'other') return say('funnel.group.other', { count: funnel.folded })
    if (funnel.by === 'channel') return wordFor('channel', value ?? '')
    return value ?? ''
  }
}

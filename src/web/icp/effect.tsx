import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { IcpEffect } from '#contract/icp.ts'
import type { Blueprint } from '#core/blueprint.ts'
import type { BlueprintEdits } from '#core/blueprint/edit.ts'
import { editBlueprint } from '#core/blueprint/edit.ts'
import { useFormat } from '../app/format.ts'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { PlanPanel } from '../blueprint/plan-panel.tsx'
import { useLabels } from '../filter/labels.ts'
import { Section } from '../ui/page.tsx'
import { Loaded } from '../ui/state.tsx'
import { effectQuery } from './icp-api.ts'
import styles from './icp.module.css'

interface EffectPanelInput {
  base: number
  blueprint: Blueprint
  edits: BlueprintEdits
  /** may make it a version */
  apply: boolean
  onApplied(): void
  onDiscard(): void
}

/** Who would become what, before anything is applied; then the plan itself. */
export function EffectPanel({ base, blueprint, edits, apply, onApplied, onDiscard }: EffectPanelInput) {
  const workspace = useWorkspace()
  const effect = useQuery(effectQuery(workspace.id, base, edits))
  const edited = editBlueprint(blueprint, edits)
  return (
    <>
      <Section title={<Say id="icp.effect" />} sub={<Say id="icp.effect.about" />} busy={effect.isFetching}>
        <Loaded query={effect} lines={4}>
          {(data) => <Moves effect={data} blueprint={'blueprint' in edited ? edited.blueprint : blueprint} />}
        </Loaded>
      </Section>
      {apply && (
        <PlanPanel base={base} blueprint={blueprint} edits={edits} onApplied={onApplied} onDiscard={onDiscard} />
      )}
    </>
  )
}

function Moves({ effect, blueprint }: { effect: IcpEffect; blueprint: Blueprint }) {
  const say = useSay()
  const format = useFormat()
  const labels = useLabels()
  const { changed, people, sampled, moves, otherMoves, fit } = effect
  const word = (what: IcpEffect['moves'][number]['what'], value: string | null): string => {
    if (what === 'icp') return say(value === null ? 'icp.effect.out' : 'icp.effect.in')
    if (value === null) return say(what === 'persona' ? 'icp.effect.nobody' : 'icp.effect.unknown')
    if (what !== 'persona') return format.list(value.split('+').map((one) => labels.value(`person.${what}`, one)))
    const persona = blueprint.personas.find(({ id }) => id === value)
    return persona ? format.text(persona.name) : value
  }
  return (
    <>
      <p>
        <Say id="icp.effect.changed" values={{ changed, people }} />
        {sampled && (
          <>
            {' '}
            <Say id="icp.sides.sampled" />
          </>
        )}
      </p>
      <ul className={styles.moves}>
        {moves.map(({ what, from, to, people: count, some }) => (
          <li key={`${what} ${from} ${to}`}>
            <strong>
              <Say id="icp.effect.move" values={{ count, from: word(what, from), to: word(what, to) }} />
            </strong>{' '}
            <span className="quiet small">
              <Say id={`icp.what.${what}`} />
              {' · '}
              {some.map(({ id, name, title }, index) => (
                <span key={id}>
                  {index > 0 && ', '}
                  <Link to="/people/$id" params={{ id }} className="link">
                    {title ?? name ?? say('icp.noName')}
                  </Link>
                </span>
              ))}
              {count > some.length && ' …'}
            </span>
          </li>
        ))}
      </ul>
      {otherMoves > 0 && (
        <p className="quiet small">
          <Say id="icp.effect.others" values={{ count: otherMoves }} />
        </p>
      )}
      {fit.more + fit.less > 0 && (
        <p className="quiet small">
          <Say id="icp.effect.fit" values={{ more: fit.more, less: fit.less }} />
        </p>
      )}
    </>
  )
}

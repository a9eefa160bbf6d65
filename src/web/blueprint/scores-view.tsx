import { NumberInput, TextInput } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Blueprint, EngagementRule, FitRule } from '#core/blueprint.ts'
import type { BlueprintEdits } from '#core/blueprint/edit.ts'
import { eventSentence, sentence } from '#core/rule/sentence.ts'
import { useFormat } from '../app/format.ts'
import { useLanguage } from '../app/language.tsx'
import { Say, useSay } from '../app/words.tsx'
import { Figure, Figures } from '../ui/figure.tsx'
import { Section } from '../ui/page.tsx'
import styles from './blueprint.module.css'

interface ScoresViewInput {
  blueprint: Blueprint
  edits: BlueprintEdits | null
  onEdit(edits: BlueprintEdits): void
}

/** Every rule that gives points, as a sentence with its points; whom we call what; and the thresholds. */
export function ScoresView({ blueprint, edits, onEdit }: ScoresViewInput) {
  const format = useFormat()
  const { language } = useLanguage()
  const { scores, personas, icp } = blueprint
  const most = [...scores.engagement.rules].toSorted((a, b) => b.points - a.points)
  return (
    <>
      <Section title={<Say id="blueprint.thresholds" />} sub={<Say id="blueprint.thresholds.about" />}>
        {edits === null ? (
          <Figures>
            <Figure label={<Say id="blueprint.threshold" />} value={format.points(scores.threshold)} help="threshold" />
            <Figure label={<Say id="blueprint.intent" />} value={format.points(scores.intent)} help="intent" />
            <Figure
              label={<Say id="blueprint.halfLife" />}
              value={<HalfLife duration={scores.engagement.halfLife} />}
              help="halfLife"
            />
          </Figures>
        ) : (
          <Thresholds blueprint={blueprint} edits={edits} onEdit={onEdit} />
        )}
      </Section>
      <Section
        title={<Say id="blueprint.engagement" />}
        sub={<Say id="blueprint.engagement.about" />}
        help="engagement"
      >
        <ul className={styles.rules}>
          {most.map((rule) => (
            <Rule
              key={rule.id}
              name={format.text(rule.name)}
              points={rule.points}
              {...(edits === null
                ? {}
                : {
                    onPoints: (points: number) =>
                      onEdit({
                        ...edits,
                        engagement: { ...edits.engagement, [rule.id]: { ...edits.engagement?.[rule.id], points } },
                      }),
                    onRemove: () => onEdit({ ...edits, engagement: { ...edits.engagement, [rule.id]: null } }),
                  })}
            >
              <EngagementSentence rule={rule} blueprint={blueprint} />
            </Rule>
          ))}
        </ul>
      </Section>
      <Section title={<Say id="blueprint.fit" />} sub={<Say id="blueprint.fit.about" />} help="fit">
        <ul className={styles.rules}>
          {scores.fit.rules.map((rule: FitRule) => (
            <Rule
              key={rule.id}
              name={format.text(rule.name)}
              points={rule.points}
              {...(edits === null
                ? {}
                : {
                    onPoints: (points: number) => onEdit({ ...edits, fit: { ...edits.fit, [rule.id]: { points } } }),
                    onRemove: () => onEdit({ ...edits, fit: { ...edits.fit, [rule.id]: null } }),
                  })}
            >
              {sentence(rule.when, language, blueprint)}
            </Rule>
          ))}
        </ul>
      </Section>
      <Section
        title={<Say id="blueprint.icp" />}
        help="icp"
        actions={
          <Link to="/icp" className="link">
            <Say id="blueprint.icp.open" />
          </Link>
        }
      >
        <h3>{format.text(icp.name)}</h3>
        <p>{format.text(icp.about)}</p>
        <p className={styles.rule}>{sentence(icp.when, language, blueprint)}</p>
      </Section>
      <Section
        title={<Say id="blueprint.personas" />}
        help="persona"
        actions={
          <Link to="/icp/personas" className="link">
            <Say id="blueprint.personas.open" />
          </Link>
        }
      >
        <ul className={styles.ways}>
          {personas.map((persona) => (
            <li key={persona.id}>
              <b>{format.text(persona.name)}</b> {format.text(persona.about)}
              <details>
                <summary className="small quiet">
                  <Say id="blueprint.rule" />
                </summary>
                <p className={styles.rule}>{sentence(persona.when, language, blueprint)}</p>
              </details>
            </li>
          ))}
        </ul>
      </Section>
    </>
  )
}

function EngagementSentence({ rule, blueprint }: { rule: EngagementRule; blueprint: Blueprint }) {
  const format = useFormat()
  const { language } = useLanguage()
  return (
    <>
      {eventSentence(rule.on, language, blueprint)}
      {rule.when && `; ${sentence(rule.when, language, blueprint)}`}
      {' · '}
      <Say id={`blueprint.repeat.${rule.repeat}`} />
      {rule.cap && (
        <>
          {' · '}
          <Say
            id={rule.cap.per === 'week' ? 'blueprint.cap.week' : 'blueprint.cap.day'}
            values={{ points: format.points(rule.cap.points) }}
          />
        </>
      )}
    </>
  )
}

interface RuleInput {
  name: string
  points: number
  onPoints?: (points: number) => void
  onRemove?: () => void
  children: ReactNode
}

function Rule({ name, points, onPoints, onRemove, children }: RuleInput) {
  const say = useSay()
  const format = useFormat()
  return (
    <li>
      {onPoints ? (
        <NumberInput
          aria-label={say('blueprint.points.of', { rule: name })}
          value={points}
          decimalScale={2}
          w={92}
          onChange={(value) => {
            if (typeof value === 'number') onPoints(value)
          }}
        />
      ) : (
        <span className={styles.points}>{points > 0 ? `+${format.points(points)}` : format.points(points)}</span>
      )}
      <div>
        <strong>{name}</strong>
        <p className={styles.rule}>{children}</p>
      </div>
      {onRemove && (
        <button
          type="button"
          className="link"
          aria-label={say('blueprint.remove.of', { rule: name })}
          onClick={onRemove}
        >
          <Say id="blueprint.remove" />
        </button>
      )}
    </li>
  )
}

function Thresholds({
  blueprint,
  edits,
  onEdit,
}: {
  blueprint: Blueprint
  edits: BlueprintEdits
  onEdit(edits: BlueprintEdits): void
}) {
  const say = useSay()
  const { scores } = blueprint
  return (
    <div className={styles.form}>
      <NumberInput
        label={say('blueprint.threshold')}
        description={say('blueprint.threshold.about')}
        decimalScale={2}
        value={scores.threshold}
        onChange={(value) => typeof value === 'number' && onEdit({ ...edits, threshold: value })}
      />
      <NumberInput
        label={say('blueprint.intent')}
        description={say('blueprint.intent.about')}
        decimalScale={2}
        value={scores.intent}
        onChange={(value) => typeof value === 'number' && onEdit({ ...edits, intent: value })}
      />
      <TextInput
        label={say('blueprint.halfLife')}
        description={say('blueprint.halfLife.about')}
        defaultValue={scores.engagement.halfLife}
        onBlur={(event) => {
          const halfLife = event.currentTarget.value.trim()
          if (/^\d{1,6}[mhdw]$/.test(halfLife) && halfLife !== scores.engagement.halfLife)
            onEdit({ ...edits, halfLife })
        }}
      />
    </div>
  )
}

/** `30d` in words. */
function HalfLife({ duration }: { duration: string }) {
  const format = useFormat()
  const [, amount = '0', unit = 'd'] = /^(\d+)([mhdw])$/.exec(duration) ?? []
  const ms = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 }[unit as 'm' | 'h' | 'd' | 'w']
  return <>{format.duration(Number(amount) * ms)}</>
}

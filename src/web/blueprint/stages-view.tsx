import { Textarea, TextInput } from '@mantine/core'
import type { Blueprint, Playbook, Stage, StageModel } from '#core/blueprint.ts'
import type { BlueprintEdits, StageEdit } from '#core/blueprint/edit.ts'
import { sentence } from '#core/rule/sentence.ts'
import { useFormat } from '../app/format.ts'
import { useLanguage } from '../app/language.tsx'
import { Say, useSay, useWordFor } from '../app/words.tsx'
import { Section } from '../ui/page.tsx'
import styles from './blueprint.module.css'

interface StagesViewInput {
  blueprint: Blueprint
  modelId: string
  onModel(id: string): void
  /** null: only read */
  edits: BlueprintEdits | null
  onEdit(edits: BlueprintEdits): void
}

/** The stages of a model, one after another, as a sheet that prints: owner, goal, who enters and leaves, what we send, why. */
export function StagesView({ blueprint, modelId, onModel, edits, onEdit }: StagesViewInput) {
  const say = useSay()
  const format = useFormat()
  const model = blueprint.models.find(({ id }) => id === modelId) ?? blueprint.models[0]
  if (!model) return null
  const edit = (stage: string, part: StageEdit) => {
    const key = `${model.id}/${stage}`
    onEdit({ ...edits, stages: { ...edits?.stages, [key]: { ...edits?.stages?.[key], ...part } } })
  }
  return (
    <>
      <label className={`field ${styles.model}`} data-no-print>
        <Say id="blueprint.model" />
        <select className="plain" value={model.id} onChange={(event) => onModel(event.currentTarget.value)}>
          {blueprint.models.map(({ id, name, subject }) => (
            <option key={id} value={id}>
              {format.text(name)} · {say(`blueprint.subject.${subject}`)}
              {id === blueprint.lifecycle ? ` · ${say('blueprint.lifecycle')}` : ''}
            </option>
          ))}
        </select>
      </label>
      <Section title={format.text(model.name)} sub={format.text(model.about)} bare>
        <ol className={styles.stages}>
          {model.stages.map((stage, index) => (
            <li key={stage.id} className="card">
              {edits === null ? (
                <StageSheet stage={stage} number={index + 1} blueprint={blueprint} />
              ) : (
                <StageForm
                  stage={stage}
                  playbooks={model.subject === 'deal' ? blueprint.playbooks : []}
                  onEdit={(part) => edit(stage.id, part)}
                />
              )}
            </li>
          ))}
        </ol>
      </Section>
      <WaysOut model={model} blueprint={blueprint} />
    </>
  )
}

function StageSheet({ stage, number, blueprint }: { stage: Stage; number: number; blueprint: Blueprint }) {
  const say = useSay()
  const format = useFormat()
  const wordFor = useWordFor()
  const { language } = useLanguage()
  const kinds = stage.contentKinds.map((id) => {
    const kind = blueprint.contentKinds.find((one) => one.id === id)
    return kind ? format.text(kind.name) : id
  })
  const rows = [
    ['goal', format.text(stage.goal)],
    ['enters', format.text(stage.enters)],
    ['sends', format.text(stage.sends)],
    ['leaves', format.text(stage.leaves)],
    ['buyerStep', format.text(stage.buyerStep)],
  ] as const
  return (
    <>
      <header className={styles.stageHead}>
        <h3>
          <span className="quiet">{number}</span> {format.text(stage.name)}
        </h3>
        <p className="quiet small">
          <b>{format.text(stage.owner)}</b>
          {stage.band.length > 0 && ` · ${stage.band.map((band) => wordFor('blueprint.band', band)).join(', ')}`}
          {stage.handoff !== undefined &&
            ` · ${say('blueprint.handoff', { team: wordFor('blueprint.team', stage.handoff) })}`}
        </p>
      </header>
      <dl className={styles.sheet}>
        {rows.map(([part, text]) =>
          text === '' ? null : (
            <div key={part}>
              <dt>
                <Say id={`blueprint.part.${part}`} />
              </dt>
              <dd>{text}</dd>
            </div>
          ),
        )}
        <div>
          <dt>
            <Say id="blueprint.part.entry" />
          </dt>
          <dd className={styles.rule}>
            {stage.entry === null ? <Say id="blueprint.byHand" /> : sentence(stage.entry, language, blueprint)}
            {stage.doors?.map((door) => (
              <p key={door.id} className="small">
                <b>{format.text(door.name)}:</b> {sentence(door.when, language, blueprint)}
              </p>
            ))}
          </dd>
        </div>
        {kinds.length > 0 && (
          <div>
            <dt>
              <Say id="blueprint.part.contentKinds" />
            </dt>
            <dd>{format.list(kinds)}</dd>
          </div>
        )}
        <div>
          <dt>
            <Say id="blueprint.part.agreed" />
          </dt>
          <dd className={stage.agreed ? '' : 'quiet'}>
            {stage.agreed ? (
              <Say id="blueprint.agreed" values={{ who: stage.agreed.by, on: format.calendar(stage.agreed.on) }} />
            ) : (
              <Say id="blueprint.agreed.not" />
            )}
          </dd>
        </div>
      </dl>
    </>
  )
}

const texts = ['goal', 'enters', 'sends', 'leaves', 'buyerStep'] as const

interface StageFormInput {
  stage: Stage
  /** to choose from, for stages of deals */
  playbooks: readonly Playbook[]
  onEdit(part: StageEdit): void
}

function StageForm({ stage, playbooks, onEdit }: StageFormInput) {
  const say = useSay()
  const format = useFormat()
  const { language } = useLanguage()
  const words = (text: string) => ({ [language]: text })
  return (
    <div className={styles.form}>
      <TextInput
        label={say('blueprint.part.name')}
        value={format.text(stage.name)}
        maxLength={200}
        onChange={(event) => onEdit({ name: words(event.currentTarget.value) })}
      />
      <TextInput
        label={say('blueprint.part.owner')}
        value={format.text(stage.owner)}
        maxLength={200}
        onChange={(event) => onEdit({ owner: words(event.currentTarget.value) })}
      />
      {texts.map((part) => (
        <Textarea
          key={part}
          className={styles.wide ?? ''}
          autosize
          minRows={1}
          label={say(`blueprint.part.${part}`)}
          value={format.text(stage[part])}
          maxLength={2000}
          onChange={(event) => onEdit({ [part]: words(event.currentTarget.value) })}
        />
      ))}
      {playbooks.length > 0 && (
        <label className="field">
          <Say id="blueprint.what.playbook" />
          <select
            className="plain"
            value={stage.playbook ?? ''}
            onChange={({ currentTarget: { value } }) => onEdit({ playbook: value === '' ? null : value })}
          >
            <option value="">{say('playbooks.nothing')}</option>
            {playbooks.map((playbook) => (
              <option key={playbook.id} value={playbook.id}>
                {format.text(playbook.name)}
              </option>
            ))}
          </select>
        </label>
      )}
      <TextInput
        label={say('blueprint.agreedBy')}
        value={stage.agreed?.by ?? ''}
        maxLength={200}
        onChange={(event) => {
          const by = event.currentTarget.value
          const today = new Date().toISOString().slice(0, 10)
          onEdit({ agreed: by.trim() === '' ? null : { by, on: stage.agreed?.on ?? today } })
        }}
      />
      <TextInput
        type="date"
        label={say('blueprint.agreedOn')}
        disabled={stage.agreed === null}
        value={stage.agreed?.on ?? ''}
        onChange={(event) => {
          if (stage.agreed && event.currentTarget.value !== '')
            onEdit({ agreed: { by: stage.agreed.by, on: event.currentTarget.value } })
        }}
      />
    </div>
  )
}

/** How one leaves the order, and the only ways back. */
function WaysOut({ model, blueprint }: { model: StageModel; blueprint: Blueprint }) {
  const format = useFormat()
  const wordFor = useWordFor()
  const { language } = useLanguage()
  const stageName = (id: string) => {
    const found = [...model.stages, ...model.outcomes].find((one) => one.id === id)
    return found ? format.text(found.name) : id
  }
  if (model.outcomes.length + model.back.length + model.diverts.length === 0) return null
  return (
    <Section title={<Say id="blueprint.out" />} sub={<Say id="blueprint.out.about" />} className={styles.out}>
      {model.outcomes.length > 0 && (
        <p>
          <Say
            id="blueprint.outcomes"
            values={{ outcomes: format.list(model.outcomes.map(({ name }) => format.text(name))) }}
          />
        </p>
      )}
      <ul className={styles.ways}>
        {model.diverts.map((divert) => (
          <li key={divert.id}>
            <b>
              <Say
                id={divert.outcome === undefined ? 'blueprint.divert.stay' : 'blueprint.divert'}
                values={{ before: stageName(divert.before), outcome: stageName(divert.outcome ?? '') }}
              />
            </b>{' '}
            <span className={styles.rule}>{sentence(divert.when, language, blueprint)}</span>
          </li>
        ))}
        {model.back.map((back) => (
          <li key={back.id}>
            <b>
              {wordFor('cause', back.kind)} → {stageName(back.to ?? back.outcome ?? '')}:
            </b>{' '}
            <span className={styles.rule}>{sentence(back.when, language, blueprint)}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

import { Button, Textarea, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Persona } from '#core/blueprint.ts'
import { type BlueprintEdits, editBlueprint, type PersonaEdit } from '#core/blueprint/edit.ts'
import type { Condition } from '#core/rule.ts'
import { useFormat } from '../app/format.ts'
import { useLanguage } from '../app/language.tsx'
import { useMay, useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { type BlueprintDocument, useBlueprint } from '../blueprint/blueprint-api.ts'
import { FilterBuilder } from '../filter/filter-builder.tsx'
import { ConditionSentence } from '../ui/condition.tsx'
import { Page, PageHead, Section } from '../ui/page.tsx'
import { Loaded } from '../ui/state.tsx'
import { EffectPanel } from './effect.tsx'
import { icpQuery } from './icp-api.ts'
import styles from './icp.module.css'
import { IcpTabs } from './tabs.tsx'

/** Who people are by their facts: the first persona whose rule holds is theirs. */
export function PersonasPage() {
  const say = useSay()
  const document = useBlueprint()
  return (
    <Page title={say('icp.personas')}>
      <PageHead title={<Say id="icp.personas" />} sentence={<Say id="icp.personas.lead" />} help="persona" />
      <IcpTabs />
      <Loaded query={document} lines={8}>
        {(data) => <Opened key={data.version.version} document={data} />}
      </Loaded>
    </Page>
  )
}

function Opened({ document }: { document: BlueprintDocument }) {
  const say = useSay()
  const client = useQueryClient()
  const mayApply = useMay('blueprint.apply')
  const [edits, setEdits] = useState<NonNullable<BlueprintEdits['personas']>>({})
  const [open, setOpen] = useState<string | null>(null)
  const [shown, setShown] = useState(false)
  const { blueprint, version } = document
  const edited = editBlueprint(blueprint, { personas: edits })
  const personas = 'blueprint' in edited ? edited.blueprint.personas : blueprint.personas
  const counts = useQuery(icpQuery(useWorkspace().id)).data?.personas
  const countOf = (id: string | null): number | undefined =>
    counts && (counts.find(({ persona }) => persona === id)?.people ?? 0)
  const dirty = Object.keys(edits).length > 0
  const put = (id: string, edit: PersonaEdit | null) => {
    setEdits({ ...edits, [id]: edit === null ? null : { ...edits[id], ...edit } })
    setShown(false)
  }
  const free = Array.from({ length: 100 }, (_, n) => `persona_${n + 1}`).find(
    (id) => !personas.some((one) => one.id === id),
  )
  return (
    <>
      {dirty && (
        <div className={styles.pending} role="status">
          <p>
            <Say id="icp.pending" values={{ count: Object.keys(edits).length }} />
          </p>
          <div className={styles.buttons}>
            {!shown && (
              <Button onClick={() => setShown(true)}>
                <Say id="icp.pending.show" />
              </Button>
            )}
            <Button variant="default" onClick={() => setEdits({})}>
              <Say id="icp.pending.drop" />
            </Button>
          </div>
        </div>
      )}
      {dirty && shown && (
        <EffectPanel
          base={version.version}
          blueprint={blueprint}
          edits={{ personas: edits }}
          apply={mayApply}
          onApplied={() => {
            setEdits({})
            void client.invalidateQueries({ queryKey: ['icp'] })
          }}
          onDiscard={() => setShown(false)}
        />
      )}
      <Section title={<Say id="icp.personas.order" />} sub={<Say id="icp.personas.order.about" />}>
        <ol className={styles.personas}>
          {personas.map((persona) => (
            <li key={persona.id}>
              <One
                persona={persona}
                people={blueprint.personas.some(({ id }) => id === persona.id) ? countOf(persona.id) : undefined}
                fresh={edits[persona.id] !== undefined}
                open={open === persona.id}
                onOpen={mayApply ? () => setOpen(open === persona.id ? null : persona.id) : null}
                onEdit={(edit) => put(persona.id, edit)}
              />
            </li>
          ))}
        </ol>
        <p className="quiet small">
          <Count persona={null} people={countOf(null)} />
        </p>
        {mayApply && free !== undefined && (
          <div className={styles.add}>
            <Button
              variant="default"
              onClick={() => {
                put(free, { name: { en: 'New persona', ko: '새 페르소나', ru: 'Новая персона' }, when: { any: [] } })
                setOpen(free)
              }}
            >
              <Say id="icp.personas.add" />
            </Button>
          </div>
        )}
      </Section>
      <p className="quiet small">
        <Say id="icp.personas.titles" />{' '}
        <Link to="/icp/titles" className="link" aria-label={say('icp.titles')}>
          <Say id="icp.tab.titles" />
        </Link>
      </p>
    </>
  )
}

/** How many people it has now, leading to them. */
function Count({ persona, people }: { persona: string | null; people: number | undefined }) {
  if (people === undefined) return null
  const filter: Condition =
    persona === null ? { field: 'persona', op: 'missing' } : { field: 'persona', op: 'is', value: persona }
  const count = <Say id={persona === null ? 'icp.personas.nobody' : 'icp.personas.people'} values={{ count: people }} />
  return people === 0 ? (
    count
  ) : (
    <Link to="/people" search={{ view: 'all', filter }} className="link">
      {count}
    </Link>
  )
}

interface OneInput {
  persona: Persona
  /** undefined: not in force yet, or not known yet */
  people: number | undefined
  fresh: boolean
  open: boolean
  onOpen: (() => void) | null
  onEdit(edit: PersonaEdit | null): void
}

function One({ persona, people, fresh, open, onOpen, onEdit }: OneInput) {
  const say = useSay()
  const format = useFormat()
  const { language } = useLanguage()
  const words = (text: string) => ({ [language]: text })
  const name = format.text(persona.name)
  return (
    <>
      <div className={styles.suggestion}>
        <div>
          <p>
            <strong>{name}</strong>{' '}
            {fresh && (
              <span className="chip">
                <Say id="icp.own.fresh" />
              </span>
            )}
          </p>
          <p>{format.text(persona.about)}</p>
          {people !== undefined && (
            <p className="small">
              <Count persona={persona.id} people={people} />
            </p>
          )}
          <p className={styles.rule}>
            <ConditionSentence condition={persona.when} />
          </p>
        </div>
        {onOpen && (
          <Button variant="default" size="compact-sm" aria-expanded={open} onClick={onOpen}>
            <Say id="icp.personas.change" />
            <span className="hidden"> {name}</span>
          </Button>
        )}
      </div>
      {open && (
        <div className={styles.form}>
          <TextInput
            label={say('icp.personas.name')}
            maxLength={120}
            value={name}
            onChange={(event) => onEdit({ name: words(event.currentTarget.value) })}
          />
          <Textarea
            label={say('icp.personas.about')}
            autosize
            maxLength={2000}
            value={format.text(persona.about)}
            onChange={(event) => onEdit({ about: words(event.currentTarget.value) })}
          />
          <FilterBuilder condition={persona.when} onChange={(when) => onEdit({ when: when ?? { any: [] } })} />
          <div>
            <button type="button" className="link" onClick={() => onEdit(null)}>
              <Say id="icp.personas.remove" />
            </button>
          </div>
        </div>
      )}
    </>
  )
}

import { Button, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { TitlesPage as Titles } from '#contract/title.ts'
import type { TitleEdits } from '#core/blueprint/edit-titles.ts'
import type { TitleEntry, TitleMeaning } from '#core/title/title.ts'
import { useFormat } from '../app/format.ts'
import { useMay, useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { useBlueprint } from '../blueprint/blueprint-api.ts'
import { useLabels } from '../filter/labels.ts'
import { Bar, Figure, Figures } from '../ui/figure.tsx'
import { Page, PageHead, Section } from '../ui/page.tsx'
import { Loaded } from '../ui/state.tsx'
import { EffectPanel } from './effect.tsx'
import { titlesQuery } from './icp-api.ts'
import styles from './icp.module.css'
import { MeaningInput, MeaningWords } from './meaning-input.tsx'
import { IcpTabs } from './tabs.tsx'
import { TryIt } from './try-it.tsx'

/** The title map: what titles say, which of one's own people's it does not know, and one's own words. */
export function TitlesPage() {
  const say = useSay()
  const workspace = useWorkspace()
  const titles = useQuery(titlesQuery(workspace.id))
  return (
    <Page title={say('icp.titles')}>
      <PageHead title={<Say id="icp.titles" />} sentence={<Say id="icp.titles.lead" />} help="persona" />
      <IcpTabs />
      <Loaded query={titles} lines={8}>
        {(data) => <Opened key={data.version} titles={data} />}
      </Loaded>
    </Page>
  )
}

function Opened({ titles }: { titles: Titles }) {
  const client = useQueryClient()
  const mayApply = useMay('blueprint.apply')
  const document = useBlueprint()
  const [edits, setEdits] = useState<TitleEdits>({})
  const [shown, setShown] = useState(false)
  const put = (kind: 'titles' | 'words', text: string, meaning: TitleMeaning | null | undefined) => {
    const { [text]: _former, ...rest } = edits[kind] ?? {}
    setEdits({ ...edits, [kind]: meaning === undefined ? rest : { ...rest, [text]: meaning } })
    setShown(false)
  }
  const count = Object.keys(edits.titles ?? {}).length + Object.keys(edits.words ?? {}).length
  const begins = titles.map === null
  const current = document.data
  return (
    <>
      <Known titles={titles} />
      {begins && (
        <Section title={<Say id="icp.map.none" />}>
          <p>
            <Say id="icp.map.none.about" />
          </p>
          {mayApply && !shown && (
            <div>
              <Button onClick={() => setShown(true)}>
                <Say id="icp.map.begin" />
              </Button>
            </div>
          )}
        </Section>
      )}
      <TryIt
        edits={edits}
        onOverrule={
          mayApply
            ? (title, { seniority, functions }) =>
                put('titles', title, { ...(seniority && { seniority }), ...(functions.length > 0 && { functions }) })
            : undefined
        }
      />
      {(count > 0 || shown) && (
        <div className={styles.pending} role="status">
          <p>
            <Say id="icp.pending" values={{ count }} />
          </p>
          <div className={styles.buttons}>
            {!shown && (
              <Button onClick={() => setShown(true)}>
                <Say id="icp.pending.show" />
              </Button>
            )}
            <Button
              variant="default"
              onClick={() => {
                setEdits({})
                setShown(false)
              }}
            >
              <Say id="icp.pending.drop" />
            </Button>
          </div>
        </div>
      )}
      {shown && current && (
        <EffectPanel
          base={current.version.version}
          blueprint={current.blueprint}
          edits={{ titles: edits }}
          apply={mayApply}
          onApplied={() => {
            setEdits({})
            setShown(false)
            void client.invalidateQueries({ queryKey: ['icp'] })
          }}
          onDiscard={() => setShown(false)}
        />
      )}
      <Unknown
        titles={titles}
        edits={edits}
        onPut={mayApply ? (title, meaning) => put('titles', title, meaning) : null}
      />
      <Own titles={titles} edits={edits} onPut={mayApply ? put : null} />
    </>
  )
}

/** How much of one's people the map knows. */
function Known({ titles }: { titles: Titles }) {
  const format = useFormat()
  const labels = useLabels()
  const { people, titled, seniority, function: about, levels, functions } = titles
  const share = (part: number) => (titled === 0 ? '–' : format.percent(part / titled))
  return (
    <Section title={<Say id="icp.known" />} sub={<Say id="icp.known.about" />}>
      <Figures>
        <Figure
          label={<Say id="icp.known.titled" />}
          value={format.number(titled)}
          note={<Say id="icp.known.of" values={{ count: people }} />}
        />
        <Figure
          label={<Say id="icp.what.seniority" />}
          value={share(seniority)}
          note={<Say id="icp.known.titles" values={{ count: seniority }} />}
        />
        <Figure
          label={<Say id="icp.what.function" />}
          value={share(about)}
          note={<Say id="icp.known.titles" values={{ count: about }} />}
        />
      </Figures>
      {titled > 0 && (
        <details>
          <summary>
            <Say id="icp.known.who" />
          </summary>
          <div className={styles.two}>
            <ul className={styles.bars}>
              {levels.map(({ value, people: count }) => (
                <li key={value}>
                  <span>{labels.value('person.seniority', value)}</span>
                  <Bar share={count / titled} />
                  <span>{format.number(count)}</span>
                </li>
              ))}
            </ul>
            <ul className={styles.bars}>
              {functions.map(({ value, people: count }) => (
                <li key={value}>
                  <span>{labels.value('person.function', value)}</span>
                  <Bar share={count / titled} />
                  <span>{format.number(count)}</span>
                </li>
              ))}
            </ul>
          </div>
        </details>
      )}
    </Section>
  )
}

interface UnknownInput {
  titles: Titles
  edits: TitleEdits
  onPut: ((title: string, meaning: TitleMeaning | undefined) => void) | null
}

/** Titles of one's own people of which something is not known, the commonest first. */
function Unknown({ titles, edits, onPut }: UnknownInput) {
  const [all, setAll] = useState(false)
  const { unknown, more, titled } = titles
  const shown = all ? unknown : unknown.slice(0, 12)
  return (
    <Section title={<Say id="icp.unknowns" />} sub={<Say id="icp.unknowns.about" />}>
      {unknown.length === 0 && (
        <p className="quiet">
          <Say id={titled === 0 ? 'icp.unknowns.noTitles' : 'icp.unknowns.none'} />
        </p>
      )}
      <ul className={styles.unknowns}>
        {shown.map(({ title, people, seniority, functions }) => {
          const known: TitleMeaning = { ...(seniority && { seniority }), ...(functions.length > 0 && { functions }) }
          const mapped = edits.titles?.[title] ?? undefined
          return (
            <li key={title} data-mapped={mapped !== undefined}>
              <span>
                <strong>{title}</strong>{' '}
                <span className="quiet small">
                  <Say id="icp.unknowns.people" values={{ count: people }} />
                </span>
              </span>
              {onPut ? (
                <span className={styles.buttons}>
                  <MeaningInput of={title} meaning={mapped ?? known} onChange={(meaning) => onPut(title, meaning)} />
                  {mapped !== undefined && (
                    <button type="button" className="link" onClick={() => onPut(title, undefined)}>
                      <Say id="icp.undo" />
                      <span className="hidden"> {title}</span>
                    </button>
                  )}
                </span>
              ) : (
                <MeaningWords meaning={known} />
              )}
            </li>
          )
        })}
      </ul>
      {unknown.length > shown.length && (
        <button type="button" className="link" onClick={() => setAll(true)}>
          <Say id="icp.unknowns.all" values={{ count: unknown.length - shown.length }} />
        </button>
      )}
      {more > 0 && (
        <p className="quiet small">
          <Say id="icp.unknowns.more" values={{ count: more }} />
        </p>
      )}
    </Section>
  )
}

interface OwnInput {
  titles: Titles
  edits: TitleEdits
  onPut: ((kind: 'titles' | 'words', text: string, meaning: TitleMeaning | null | undefined) => void) | null
}

/** One's own words and titles, in force and about to be. */
function Own({ titles, edits, onPut }: OwnInput) {
  const say = useSay()
  const [text, setText] = useState('')
  const [meaning, setMeaning] = useState<TitleMeaning>({})
  const kinds = ['words', 'titles'] as const
  const empty = kinds.every((kind) => (titles.map?.[kind] ?? []).length + Object.keys(edits[kind] ?? {}).length === 0)
  return (
    <Section title={<Say id="icp.own" />} sub={<Say id="icp.own.about" />}>
      {onPut && (
        <form
          className={styles.add}
          onSubmit={(event) => {
            event.preventDefault()
            if (text.trim() === '') return
            onPut('words', text.trim(), meaning)
            setText('')
            setMeaning({})
          }}
        >
          <TextInput
            label={say('icp.own.word')}
            description={say('icp.own.word.about')}
            maxLength={100}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <MeaningInput of={text} meaning={meaning} onChange={setMeaning} />
          <Button type="submit" variant="default" disabled={text.trim() === ''}>
            <Say id="icp.own.add" />
          </Button>
        </form>
      )}
      {empty && (
        <p className="quiet">
          <Say id="icp.own.none" />
        </p>
      )}
      {kinds.map((kind) => (
        <Entries
          key={kind}
          kind={kind}
          entries={titles.map?.[kind] ?? []}
          edits={edits[kind] ?? {}}
          onPut={onPut && ((entry, next) => onPut(kind, entry, next))}
        />
      ))}
      <p className="quiet small">
        <Say id="icp.own.list" values={{ list: titles.map?.list ?? titles.newestList }} />
      </p>
    </Section>
  )
}

interface EntriesInput {
  kind: 'titles' | 'words'
  entries: readonly TitleEntry[]
  edits: Record<string, TitleMeaning | null>
  onPut: ((text: string, meaning: TitleMeaning | null | undefined) => void) | null
}

function Entries({ kind, entries, edits, onPut }: EntriesInput) {
  const rows = [
    ...Object.entries(edits).map(([text, meaning]) => ({ text, meaning, fresh: true })),
    ...entries.filter(({ text }) => !(text in edits)).map(({ text, ...meaning }) => ({ text, meaning, fresh: false })),
  ]
  if (rows.length === 0) return null
  return (
    <>
      <h3>
        <Say id={`icp.own.${kind}`} />
      </h3>
      <ul className={styles.unknowns}>
        {rows.map(({ text, meaning, fresh }) => (
          <li key={text} data-mapped={fresh}>
            <span>
              <strong>{text}</strong>
            </span>
            <span className={styles.buttons}>
              {meaning === null ? (
                <span className="quiet">
                  <Say id="icp.own.removed" />
                </span>
              ) : (
                <MeaningWords meaning={meaning} />
              )}
              {fresh && (
                <span className="chip">
                  <Say id="icp.own.fresh" />
                </span>
              )}
              {onPut && (
                <button type="button" className="link" onClick={() => onPut(text, fresh ? undefined : null)}>
                  <Say id={fresh ? 'icp.undo' : 'icp.own.remove'} />
                  <span className="hidden"> {text}</span>
                </button>
              )}
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}

import { Popover } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { phraseTags } from '#core/icp/phrase.ts'
import { useMay, useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { Loaded } from '../ui/state.tsx'
import { phrasesQuery, sheetQuery, sheetsQuery } from './icp-api.ts'
import styles from './icp.module.css'

/** A text with a phrase put after it, on a line of its own where something stands there. */
export function withPhrase(text: string, said: string): string {
  return text.trim() === '' ? said : `${text.trimEnd()}\n${said}`
}

interface PhrasePickerInput {
  /** what was chosen, to be put where one writes */
  onPick(said: string): void
}

/** A button beside a text: what customers said, and what the worksheet in force says, to be put into it. */
export function PhrasePicker({ onPick }: PhrasePickerInput) {
  const say = useSay()
  const may = useMay('icp.read')
  const [open, setOpen] = useState(false)
  if (!may) return null
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-start" width={360} trapFocus returnFocus withRoles>
      <Popover.Target>
        <button type="button" className="link small" data-no-print onClick={() => setOpen(!open)}>
          <Say id="phrases.pick" />
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={say('phrases.pick')}>
        <Choice
          onPick={(said) => {
            setOpen(false)
            onPick(said)
          }}
        />
      </Popover.Dropdown>
    </Popover>
  )
}

function Choice({ onPick }: PhrasePickerInput) {
  const say = useSay()
  const workspace = useWorkspace()
  const [q, setQ] = useState('')
  const [tag, setTag] = useState('')
  const phrases = useQuery(phrasesQuery(workspace.id, q.trim(), tag === '' ? undefined : tag))
  return (
    <div className={styles.choice}>
      <div className={styles.choiceHead}>
        <label className="field">
          <span className="hidden">
            <Say id="phrases.search" />
          </span>
          <input
            className="plain"
            type="search"
            data-autofocus
            placeholder={say('phrases.search')}
            value={q}
            maxLength={200}
            onChange={(event) => setQ(event.currentTarget.value)}
          />
        </label>
        <label className="field">
          <span className="hidden">
            <Say id="phrases.tag" />
          </span>
          <select className="plain" value={tag} onChange={(event) => setTag(event.currentTarget.value)}>
            <option value="">
              <Say id="phrases.all" />
            </option>
            {phraseTags.map((one) => (
              <option key={one} value={one}>
                {say(`phrases.tag.${one}`)}
              </option>
            ))}
          </select>
        </label>
      </div>
      <Loaded query={phrases} lines={3}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="quiet small">
              <Say id={q === '' && tag === '' ? 'phrases.empty' : 'phrases.notFound'} />{' '}
              <Link to="/icp/phrases" className="link">
                <Say id="phrases.toPage" />
              </Link>
            </p>
          ) : (
            <ul className={styles.choices}>
              {items.slice(0, 40).map(({ id, said, tag: kind }) => (
                <li key={id}>
                  <button type="button" onClick={() => onPick(said)}>
                    {said} <span className="quiet small">{say(`phrases.tag.${kind}`)}</span>
                  </button>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      {q === '' && tag === '' && <FromSheet onPick={onPick} />}
    </div>
  )
}

const offered = ['talk', 'greatest', 'benefit', 'worry', 'whyUs', 'improves', 'without'] as const

/** What the worksheet in force says that texts may say too. */
function FromSheet({ onPick }: PhrasePickerInput) {
  const workspace = useWorkspace()
  const sheets = useQuery(sheetsQuery(workspace.id))
  const id = sheets.data?.items.find(({ inForce }) => inForce)?.id
  const sheet = useQuery({ ...sheetQuery(workspace.id, id ?? ''), enabled: id !== undefined })
  const answers = sheet.data?.answers
  const there = offered.filter((question) => (answers?.[question] ?? '').trim() !== '')
  if (there.length === 0) return null
  return (
    <>
      <p className="quiet small">
        <Say id="phrases.fromSheet" />
      </p>
      <ul className={styles.choices}>
        {there.map((question) => (
          <li key={question}>
            <button type="button" onClick={() => onPick(answers?.[question] ?? '')}>
              {answers?.[question]}{' '}
              <span className="quiet small">
                <Say id={`icp.ask.${question}`} />
              </span>
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}

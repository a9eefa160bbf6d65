import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { IcpSuggested } from '#contract/icp.ts'
import { useFormat } from '../app/format.ts'
import { useMay, useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { IntervalBar } from '../ui/interval-bar.tsx'
import { Section } from '../ui/page.tsx'
import { Loaded } from '../ui/state.tsx'
import { useUndo } from '../ui/undo.tsx'
import { useAttributeName } from './attribute-name.ts'
import { evidenceQuery, icpApi, icpQuery, suggestedQuery } from './icp-api.ts'
import styles from './icp.module.css'

type Item = IcpSuggested['items'][number]

/** What companies that bought have more often than all with deals: the evidence opens, and it can be put into the ICP. */
export function Suggested() {
  const workspace = useWorkspace()
  const suggested = useQuery(suggestedQuery(workspace.id))
  return (
    <Section title={<Say id="icp.suggested" />} sub={<Say id="icp.suggested.about" />} id="suggested">
      <Loaded query={suggested} lines={5}>
        {(data) => <List data={data} />}
      </Loaded>
    </Section>
  )
}

function List({ data }: { data: IcpSuggested }) {
  const [all, setAll] = useState(false)
  const { companies, won, looked, fewestWon, items } = data
  if (items.length === 0) {
    return (
      <p className="quiet">
        <Say
          id={companies === 0 ? 'icp.suggested.none' : 'icp.suggested.nothing'}
          values={{ companies, won, looked }}
        />{' '}
        <Link to="/deals" className="link">
          <Say id="icp.suggested.deals" />
        </Link>
      </p>
    )
  }
  const few = items.some(({ state }) => state === 'too_few')
  const shown = all ? items : items.slice(0, 6)
  return (
    <>
      <p>
        <Say id="icp.suggested.base" values={{ companies, won, looked }} />{' '}
        <span className="quiet">
          <Say id={few ? 'icp.suggested.few' : 'icp.suggested.caveat'} values={{ count: fewestWon }} />
        </span>
      </p>
      <ul className={styles.suggestions}>
        {shown.map((item) => (
          <Suggestion key={`${item.field} ${item.value}`} item={item} />
        ))}
      </ul>
      {items.length > shown.length && (
        <button type="button" className="link" onClick={() => setAll(true)}>
          <Say id="icp.suggested.more" values={{ count: items.length - shown.length }} />
        </button>
      )}
    </>
  )
}

function Suggestion({ item }: { item: Item }) {
  const format = useFormat()
  const undo = useUndo()
  const say = useSay()
  const client = useQueryClient()
  const workspace = useWorkspace()
  const mayDraft = useMay('icp.write')
  const name = useAttributeName()(item)
  const [open, setOpen] = useState(false)
  const take = useMutation({
    mutationFn: () => icpApi.take(item.field, item.value),
    onSuccess: (page) => {
      client.setQueryData(icpQuery(workspace.id).queryKey, page)
      void client.invalidateQueries({ queryKey: suggestedQuery(workspace.id).queryKey })
      undo.done(say('icp.suggested.taken', { what: name }))
    },
    onError: undo.failed,
  })
  return (
    <li>
      <div className={styles.suggestion}>
        <div>
          <p>
            <strong>{name}</strong>{' '}
            <span className="chip">
              <Say id={`icp.state.${item.state}`} />
            </span>
          </p>
          <p className="small">
            <Say
              id="icp.suggested.item"
              values={{
                won: item.won,
                companies: item.companies,
                rate: format.percent(item.rate),
                interval: format.interval(item.low, item.high),
                lift: format.points(Math.round(item.lift * 10) / 10),
                low: format.points(Math.round(item.liftLow * 10) / 10),
                high: format.points(Math.round(item.liftHigh * 10) / 10),
              }}
            />
          </p>
          <IntervalBar rate={item.rate} low={item.low} high={item.high} former={item.rate / item.lift} />
        </div>
        <div className={styles.buttons}>
          <Button variant="default" size="compact-sm" aria-expanded={open} onClick={() => setOpen(!open)}>
            <Say id="icp.suggested.evidence" />
            <span className="hidden"> {name}</span>
          </Button>
          {mayDraft &&
            (item.asked ? (
              <span className="quiet small">
                <Say id="icp.suggested.asked" />
              </span>
            ) : (
              <Button variant="default" size="compact-sm" loading={take.isPending} onClick={() => take.mutate()}>
                <Say id="icp.suggested.take" />
                <span className="hidden"> {name}</span>
              </Button>
            ))}
        </div>
      </div>
      {open && <Evidence item={item} />}
    </li>
  )
}

function Evidence({ item }: { item: Item }) {
  const say = useSay()
  const workspace = useWorkspace()
  const companies = useQuery(evidenceQuery(workspace.id, item.field, item.value))
  return (
    <Loaded query={companies} lines={3}>
      {({ items }) => (
        <ul className={styles.evidence}>
          {items.map(({ id, name, won, open, deals }) => (
            <li key={id}>
              <Link to="/companies/$id" params={{ id }} className="link">
                {name ?? say('icp.noName')}
              </Link>{' '}
              <span className="quiet small">
                <Say id={won ? 'icp.evidence.won' : open ? 'icp.evidence.open' : 'icp.evidence.lost'} /> ·{' '}
                <Say id="icp.evidence.deals" values={{ count: deals }} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Loaded>
  )
}

import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import type { SegmentPage as SegmentDocument } from '#contract/segment-saved.ts'
import type { Condition } from '#core/rule.ts'
import { useFormat } from '../app/format.ts'
import { useMay, useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { FilterBuilder } from '../filter/filter-builder.tsx'
import { NameDialog } from '../people/views-bar.tsx'
import { Reach } from '../consent/reach.tsx'
import { ConditionSentence } from '../ui/condition.tsx'
import { Page, PageHead, Section } from '../ui/page.tsx'
import { PersonName } from '../ui/person-name.tsx'
import { PageError } from '../ui/page-error.tsx'
import { LoadingScreen } from '../ui/state.tsx'
import { useUndo } from '../ui/undo.tsx'
import { Best } from './best.tsx'
import { ComingsAndGoings } from './comings.tsx'
import { segmentApi, segmentQuery } from './segment-api.ts'
import styles from './segments.module.css'

const route = getRouteApi('/inside/segments/$id')

/** One segment: how many it has now, who came and left, and its condition. */
export function SegmentPage() {
  const { id } = route.useParams()
  const workspace = useWorkspace()
  const page = useQuery(segmentQuery(workspace.id, id))
  useLook(id, page.data?.lookedAt)
  if (page.isPending) return <LoadingScreen />
  if (page.error) return <PageError what="segment" error={page.error} retry={() => void page.refetch()} />
  return <Shown segment={page.data} />
}

/** Looks anew when the last look is older than a minute. */
function useLook(id: string, lookedAt: string | null | undefined): void {
  const client = useQueryClient()
  const asked = useRef<string | null>(null)
  useEffect(() => {
    if (lookedAt === undefined || asked.current === id) return
    if (lookedAt !== null && Date.now() - Date.parse(lookedAt) < 60_000) return
    asked.current = id
    void segmentApi.look(id).then(
      () => client.invalidateQueries({ queryKey: ['segment'] }),
      () => {},
    )
  }, [id, lookedAt, client])
}

function Shown({ segment }: { segment: SegmentDocument }) {
  const say = useSay()
  const format = useFormat()
  const client = useQueryClient()
  const navigate = useNavigate()
  const { done, failed } = useUndo()
  const mayChange = useMay('segment.save')
  const [naming, setNaming] = useState(false)
  const [draft, setDraft] = useState<Condition | null | undefined>(undefined)
  const refresh = () => Promise.all(['segment', 'segments'].map((key) => client.invalidateQueries({ queryKey: [key] })))
  const change = useMutation({
    mutationFn: (input: { name?: string; condition?: Condition }) => segmentApi.change(segment.id, input),
    onSuccess: (saved, input) => {
      setDraft(undefined)
      const before = input.condition ? { condition: segment.condition } : { name: segment.name }
      done(say('segment.saved', { name: saved.name }), () => segmentApi.change(segment.id, before).then(refresh))
      return refresh()
    },
    onError: failed,
  })
  const remove = async () => {
    try {
      await segmentApi.remove(segment.id)
      const { name, about, condition } = segment
      done(say('segment.deleted', { name }), () => segmentApi.save({ name, about, condition }).then(refresh))
      await navigate({ to: '/segments' })
      await refresh()
    } catch (error) {
      failed(error)
    }
  }

  return (
    <Page title={segment.name}>
      <PageHead
        title={segment.name}
        help="segment"
        sentence={
          segment.people === null ? (
            <Say id="segment.looking" />
          ) : (
            <Say id="segment.now" values={{ count: segment.people, joined: segment.joined, left: segment.left }} />
          )
        }
        actions={
          <>
            {mayChange && (
              <>
                <Button variant="default" size="xs" onClick={() => setNaming(true)}>
                  <Say id="segment.rename" />
                </Button>
                <Button variant="default" size="xs" onClick={() => void remove()}>
                  <Say id="segment.delete" />
                </Button>
              </>
            )}
            <Button
              size="xs"
              renderRoot={(props) => (
                <Link
                  to="/people"
                  search={{ view: 'all', filter: segment.condition }}
                  {...props}
                  className={`${props.className} ${styles.primary}`}
                />
              )}
            >
              <Say id="segment.show" />
            </Button>
          </>
        }
      />
      {segment.trouble !== null && (
        <p role="alert" className={styles.trouble}>
          <Say id="segment.trouble" values={{ why: segment.trouble }} />
        </p>
      )}
      <Section
        title={<Say id="segment.condition" />}
        actions={
          mayChange &&
          draft === undefined && (
            <button type="button" className="link small" onClick={() => setDraft(segment.condition)}>
              <Say id="segment.edit" />
            </button>
          )
        }
      >
        <p>
          <ConditionSentence condition={draft ?? segment.condition} />
        </p>
        {draft !== undefined && (
          <div className={styles.edit}>
            <FilterBuilder condition={draft} onChange={setDraft} />
            <p className="quiet small">
              <Say id="segment.anew" />
            </p>
            <div className={styles.buttons}>
              <Button
                size="xs"
                disabled={draft === null}
                loading={change.isPending}
                onClick={() => draft && change.mutate({ condition: draft })}
              >
                <Say id="segment.keep" />
              </Button>
              <Button size="xs" variant="default" onClick={() => setDraft(undefined)}>
                <Say id="segment.cancel" />
              </Button>
            </div>
          </div>
        )}
      </Section>
      <Best condition={segment.condition} />
      <Reach condition={segment.condition} />
      <Section title={<Say id="segment.comings" />} sub={<Say id="segment.comings.sub" />}>
        {segment.countedOnly ? (
          <p className="quiet">
            <Say id="segment.countedOnly" />
          </p>
        ) : (
          <ComingsAndGoings days={segment.days} />
        )}
        {segment.changes.length > 0 && (
          <ul className={styles.changes}>
            {segment.changes.map((one) => (
              <li key={`${one.id} ${one.at}`}>
                <span className={one.joined ? styles.came : styles.gone}>
                  <Say id={one.joined ? 'segment.came' : 'segment.left'} />
                </span>
                <Link to="/people/$id" params={{ id: one.id }}>
                  <PersonName name={one.name} email={one.email} />
                </Link>
                <time className="quiet small" dateTime={one.at}>
                  {format.dateTime(one.at)}
                </time>
              </li>
            ))}
          </ul>
        )}
      </Section>
      {naming && (
        <NameDialog
          title={say('segment.rename')}
          name={segment.name}
          share={false}
          close={() => setNaming(false)}
          save={async (name) => change.mutate({ name })}
        />
      )}
    </Page>
  )
}

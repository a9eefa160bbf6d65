import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useFormat } from '../app/format.ts'
import { useMay, useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { usePurposeName } from '../ui/fact-name.ts'
import { ComingsAndGoings } from '../segments/comings.tsx'
import { Figure, Figures } from '../ui/figure.tsx'
import { Section } from '../ui/page.tsx'
import { ErrorState, LoadingScreen } from '../ui/state.tsx'
import { useUndo } from '../ui/undo.tsx'
import { audienceApi, audienceQuery } from './audience-api.ts'
import styles from './audiences.module.css'
import { ExportForm } from './export-form.tsx'
import { ExportLog } from './export-log.tsx'
import { AudiencePeopleSection } from './people.tsx'
import { AudienceFrame } from './tabs.tsx'
import { useWhy } from './why.ts'

const route = getRouteApi('/inside/audiences/$id')

/** One audience: its size, who came and left, its files and their log. */
export function AudiencePage() {
  const say = useSay()
  const format = useFormat()
  const { id } = route.useParams()
  const workspace = useWorkspace()
  const purposeName = usePurposeName()
  const why = useWhy()
  const mayWrite = useMay('audience.write')
  const mayExport = useMay('audience.export')
  const query = useQuery(audienceQuery(workspace.id, id))
  if (query.isPending) return <LoadingScreen />
  if (query.error) return <ErrorState error={query.error} retry={() => void query.refetch()} />
  const { audience, days, exports, schedules } = query.data
  const barred = Object.entries(audience.barred).toSorted(([, a], [, b]) => b - a)
  return (
    <AudienceFrame
      tab="audiences"
      title={audience.name}
      sentence={
        <>
          {audience.segment ? (
            <Link to="/segments/$id" params={{ id: audience.segment.id }} className="link">
              {audience.segment.name}
            </Link>
          ) : (
            <Say id="audiences.segment.gone" />
          )}
          {` · ${purposeName(audience.purpose)}. `}
          {audience.lookedAt !== null && (
            <Say id="audiences.looked" values={{ at: format.dateTime(audience.lookedAt) }} />
          )}
        </>
      }
      actions={
        <>
          <Link to="/audiences" className="link">
            <Say id="audiences.back" />
          </Link>
          {mayWrite && <Deeds id={id} name={audience.name} archived={audience.archivedAt !== null} />}
        </>
      }
    >
      <div className="stack">
        {audience.trouble !== null && (
          <p className={styles.note} role="alert">
            <Say id="audiences.trouble" values={{ trouble: audience.trouble }} />
          </p>
        )}
        <Figures>
          <Figure
            label={<Say id="audiences.members" />}
            value={format.number(audience.members ?? 0)}
            note={<Say id="audiences.members.of" values={{ chosen: format.number(audience.chosen ?? 0) }} />}
          />
          <Figure label={<Say id="audiences.joined" />} value={format.number(audience.joined)} />
          <Figure label={<Say id="audiences.left" />} value={format.number(audience.left)} />
        </Figures>
        <div className={styles.columns}>
          <div className="stack">
            <Section title={<Say id="audiences.moves" />} sub={<Say id="audiences.moves.about" />}>
              <ComingsAndGoings days={days} />
            </Section>
            <ExportLog audienceId={id} exports={exports} />
            <AudiencePeopleSection audienceId={id} exports={exports} />
          </div>
          <div className="stack">
            {mayExport && audience.archivedAt === null && <ExportForm audience={audience} schedules={schedules} />}
            {barred.length > 0 && (
              <Section title={<Say id="audiences.barred" />}>
                <ul className={styles.reasons} aria-label={say('audiences.barred')}>
                  {barred.map(([reason, count]) => (
                    <li key={reason}>
                      <span>{why(reason)}</span> <b>{format.number(count)}</b>
                    </li>
                  ))}
                </ul>
              </Section>
            )}
          </div>
        </div>
      </div>
    </AudienceFrame>
  )
}

function Deeds({ id, name, archived }: { id: string; name: string; archived: boolean }) {
  const say = useSay()
  const client = useQueryClient()
  const { done, failed } = useUndo()
  const refresh = () => client.invalidateQueries({ queryKey: ['audiences'] })
  const look = useMutation({ mutationFn: () => audienceApi.look(id), onSuccess: refresh, onError: failed })
  const archive = useMutation({
    mutationFn: () => audienceApi.change(id, { archived: !archived }),
    onSuccess: () => {
      const said = say(archived ? 'audiences.reopen.done' : 'audiences.archive.done', { name })
      done(said, () => audienceApi.change(id, { archived }).then(refresh))
      return refresh()
    },
    onError: failed,
  })
  return (
    <>
      <Button variant="default" size="xs" loading={archive.isPending} onClick={() => archive.mutate()}>
        <Say id={archived ? 'audiences.reopen' : 'audiences.archive'} />
      </Button>
      <Button variant="default" size="xs" loading={look.isPending} onClick={() => look.mutate()}>
        <Say id="audiences.look" />
      </Button>
    </>
  )
}

import { Link } from '@tanstack/react-router'
import type { AudienceExport } from '#contract/audience.ts'
import { useFormat } from '../app/format.ts'
import { useMay } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { Section } from '../ui/page.tsx'
import { type Column, Table } from '../ui/table.tsx'
import styles from './audiences.module.css'
import { useWhy } from './why.ts'

/** Every file that was made: who asked, who was in it, who was not and why. */
export function ExportLog({ audienceId, exports }: { audienceId: string; exports: readonly AudienceExport[] }) {
  const say = useSay()
  const format = useFormat()
  const why = useWhy()
  const mayExport = useMay('audience.export')
  const columns: Column<AudienceExport>[] = [
    {
      id: 'at',
      head: <Say id="audiences.log.at" />,
      rowHead: true,
      cell: ({ madeAt, network, by }) => (
        <>
          {say(`audiences.network.${network}`)}
          <span className={`quiet small ${styles.under}`}>
            {format.dateTime(madeAt)} · {by === 'schedule' ? say('audiences.log.schedule') : by}
          </span>
        </>
      ),
    },
    {
      id: 'included',
      head: <Say id="audiences.log.included" />,
      num: true,
      cell: ({ id, included }) => (
        <Link
          to="/audiences/$id"
          params={{ id: audienceId }}
          search={{ file: id }}
          resetScroll={false}
          className="link"
        >
          {format.number(included)}
        </Link>
      ),
    },
    {
      id: 'leftOut',
      head: <Say id="audiences.log.leftOut" />,
      wide: true,
      cell: ({ leftOut }) =>
        Object.entries(leftOut)
          .map(([reason, count]) => `${why(reason)}: ${format.number(count)}`)
          .join('; ') || '–',
    },
    {
      id: 'file',
      head: <Say id="audiences.log.file" />,
      cell: ({ path, removedPath, network, madeAt }) => {
        const values = { network: say(`audiences.network.${network}`), at: format.dateTime(madeAt) }
        if (path === null || !mayExport)
          return <span className="quiet small">{path === null ? say('audiences.log.expired') : '–'}</span>
        return (
          <>
            <a href={path} download className="link" aria-label={say('audiences.log.fetch.of', values)}>
              <Say id="audiences.log.fetch" />
            </a>
            {removedPath !== null && (
              <a
                href={removedPath}
                download
                className={`link small ${styles.under}`}
                aria-label={say('audiences.log.removed.of', values)}
              >
                <Say id="audiences.log.removed" />
              </a>
            )}
          </>
        )
      },
    },
  ]
  return (
    <Section title={<Say id="audiences.log" />} sub={<Say id="audiences.log.about" />}>
      {exports.length === 0 ? (
        <p className="quiet">
          <Say id="audiences.log.none" />
        </p>
      ) : (
        <Table label={say('audiences.log')} columns={columns} rows={exports} keyOf={({ id }) => id} />
      )}
    </Section>
  )
}

import { Link } from '@tanstack/react-router'
import type { ContentReading } from '#contract/content-reading.ts'
import { useFormat } from '../app/format.ts'
import type { MessageId } from '../app/language.tsx'
import { Say, useSay } from '../app/words.tsx'
import { Bar, Change } from '../ui/figure.tsx'
import { Section } from '../ui/page.tsx'
import { type Column, Table } from '../ui/table.tsx'
import styles from './content.module.css'

/** One part of what was read: a kind, a band, a persona … */
export interface Amount {
  key: string
  name: string
  people: number
  reads: number
  downloads: number
}

type AssetRow = ContentReading['assets'][number]

/** A number that opens to its people. */
function Open({ count, onOpen }: { count: number; onOpen(): void }) {
  const say = useSay()
  const format = useFormat()
  if (count === 0) return <>{format.number(0)}</>
  return (
    <button type="button" className="link" aria-label={say('content.people.of', { count })} onClick={onOpen}>
      {format.number(count)}
    </button>
  )
}

interface AmountsInput {
  title: MessageId
  about?: MessageId
  rows: readonly Amount[]
  onOpen(key: string): void
}

/** How many read, part by part, with a bar. A person may be in several. */
export function Amounts({ title, about, rows, onOpen }: AmountsInput) {
  const say = useSay()
  const format = useFormat()
  const most = Math.max(1, ...rows.map(({ people }) => people))
  const columns: Column<Amount>[] = [
    {
      id: 'name',
      head: <Say id="content.part" />,
      rowHead: true,
      cell: ({ name, people }) => (
        <>
          {name}
          <Bar share={people / most} />
        </>
      ),
    },
    {
      id: 'people',
      head: <Say id="content.people" />,
      num: true,
      cell: ({ key, people }) => <Open count={people} onOpen={() => onOpen(key)} />,
    },
    { id: 'reads', head: <Say id="content.reads" />, num: true, cell: ({ reads }) => format.number(reads) },
    {
      id: 'downloads',
      head: <Say id="content.downloads" />,
      num: true,
      wide: true,
      cell: ({ downloads }) => format.number(downloads),
    },
  ]
  return (
    <Section title={<Say id={title} />} {...(about === undefined ? {} : { sub: <Say id={about} /> })}>
      <Table label={say(title)} rows={rows} keyOf={({ key }) => key} columns={columns} />
    </Section>
  )
}

interface AssetsReadInput {
  rows: readonly AssetRow[]
  /** won in the period */
  deals: number
  onOpen(asset: string): void
}

/** The assets that were read, the most read first, with the share of won deals whose people had read them. */
export function AssetsRead({ rows, deals, onOpen }: AssetsReadInput) {
  const say = useSay()
  const format = useFormat()
  const columns: Column<AssetRow>[] = [
    {
      id: 'title',
      head: <Say id="content.title" />,
      rowHead: true,
      cell: ({ asset, title, kind }) => (
        <>
          <Link to="/capture/content/$id" params={{ id: asset }} className="link">
            {title}
          </Link>
          <span className={styles.under}>{format.text(kind.name)}</span>
        </>
      ),
    },
    {
      id: 'people',
      head: <Say id="content.people" />,
      num: true,
      cell: ({ asset, people }) => <Open count={people} onOpen={() => onOpen(asset)} />,
    },
    {
      id: 'change',
      head: <Say id="content.change" />,
      num: true,
      wide: true,
      cell: ({ people, before }) => (
        <Change now={people} before={before} good="up" unit={(count) => say('content.people.of', { count })} />
      ),
    },
    { id: 'reads', head: <Say id="content.reads" />, num: true, wide: true, cell: ({ reads }) => format.number(reads) },
    {
      id: 'downloads',
      head: <Say id="content.downloads" />,
      num: true,
      wide: true,
      cell: ({ downloads }) => format.number(downloads),
    },
    {
      id: 'won',
      head: <Say id="content.won.short" />,
      num: true,
      cell: ({ won }) =>
        deals === 0 ? (
          '–'
        ) : (
          <>
            {format.share(won / deals)} <span className="quiet small">{format.number(won)}</span>
          </>
        ),
    },
  ]
  return (
    <Section title={<Say id="content.byAsset" />} sub={<Say id="content.byAsset.about" />}>
      <Table label={say('content.byAsset')} rows={rows} keyOf={({ asset }) => asset} columns={columns} />
    </Section>
  )
}

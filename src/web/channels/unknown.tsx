import type { ChannelDocument } from '#contract/channel-rule.ts'
import type { ChannelRule } from '#core/channel-rule/rule.ts'
import { useFormat } from '../app/format.ts'
import { Say, useSay } from '../app/words.tsx'
import { Section } from '../ui/page.tsx'
import { type Column, Table } from '../ui/table.tsx'
import styles from './channels.module.css'

interface UnknownInput {
  document: ChannelDocument
  /** begins a rule; absent for those who may not write one */
  onName?(when: ChannelRule['when']): void
}

/** Sites and tags that neither a rule nor a list knows, the most frequent first; each is named in a click. */
export function Unknown({ document, onName }: UnknownInput) {
  const say = useSay()
  const format = useFormat()
  const { unknownReferrers: sites, unknownTags: tags } = document
  const counted = <Row extends { arrivals: number; last: string }>(): Column<Row>[] => [
    {
      id: 'arrivals',
      head: <Say id="channels.arrivals" />,
      num: true,
      cell: ({ arrivals }) => format.number(arrivals),
    },
    { id: 'last', head: <Say id="channels.last" />, wide: true, cell: ({ last }) => format.day(last) },
  ]
  const naming = <Row,>(whenOf: (row: Row) => ChannelRule['when'], nameOf: (row: Row) => string): Column<Row>[] =>
    onName
      ? [
          {
            id: 'name',
            head: <span className="hidden">{say('channels.name')}</span>,
            cell: (row) => (
              <button
                type="button"
                className="link small"
                aria-label={say('channels.name.of', { name: nameOf(row) })}
                onClick={() => onName(whenOf(row))}
              >
                <Say id="channels.name" />
              </button>
            ),
          },
        ]
      : []
  const tagsOf = ({ source, medium, campaign }: (typeof tags)[number]) =>
    [source, medium, campaign].filter((word) => word !== '').join(' / ')
  return (
    <>
      <Section title={<Say id="channels.sites" />} sub={<Say id="channels.sites.about" />}>
        {sites.length === 0 ? (
          <p className="quiet">
            <Say id="channels.sites.none" />
          </p>
        ) : (
          <div className={styles.lines}>
            <Table
              label={say('channels.sites')}
              rows={sites}
              keyOf={({ host }) => host}
              columns={[
                {
                  id: 'host',
                  head: <Say id="channels.test.referrer" />,
                  rowHead: true,
                  cell: ({ host }) => <span className={styles.word}>{host}</span>,
                },
                ...counted<(typeof sites)[number]>(),
                ...naming<(typeof sites)[number]>(
                  ({ host }) => ({ referrer: [host] }),
                  ({ host }) => host,
                ),
              ]}
            />
          </div>
        )}
      </Section>
      <Section title={<Say id="channels.tags" />} sub={<Say id="channels.tags.about" />}>
        {tags.length === 0 ? (
          <p className="quiet">
            <Say id="channels.tags.none" />
          </p>
        ) : (
          <div className={styles.lines}>
            <Table
              label={say('channels.tags')}
              rows={tags}
              keyOf={({ source, medium, campaign }) => JSON.stringify([source, medium, campaign])}
              columns={[
                {
                  id: 'tags',
                  head: <Say id="channels.tags.head" />,
                  rowHead: true,
                  cell: (row) => (
                    <span className={styles.word}>
                      {row.campaign !== '' && <span className="quiet">{say('channels.test.campaign')}: </span>}
                      {tagsOf(row)}
                    </span>
                  ),
                },
                ...counted<(typeof tags)[number]>(),
                ...naming<(typeof tags)[number]>(
                  ({ source, medium, campaign }) => ({
                    ...(source === '' ? {} : { source: [source] }),
                    ...(medium === '' ? {} : { medium: [medium] }),
                    ...(campaign === '' ? {} : { campaign: [campaign] }),
                  }),
                  tagsOf,
                ),
              ]}
            />
          </div>
        )}
      </Section>
    </>
  )
}

import type { SourceDocument, SourceRow } from '#contract/source.ts'
import { useFormat } from '../app/format.ts'
import { Say, useSay } from '../app/words.tsx'
import { useGroupName } from '../funnel/funnel-groups.tsx'
import { Figure, Figures } from '../ui/figure.tsx'

/** Which source brings the most to the last stage; where nobody got there yet, which brings the most people. */
export function SourceSentence({ document }: { document: SourceDocument }) {
  const format = useFormat()
  const groupName = useGroupName(document)
  const best = (worth: (row: SourceRow) => number) =>
    document.rows.filter(({ kind }) => kind === 'value').toSorted((a, b) => worth(b) - worth(a))[0]
  const end = document.stages.at(-1)
  const won = best((row) => row.steps.at(-1)?.reached ?? 0)
  const most = best((row) => row.people)
  if (!most || !end) return null
  const count = won?.steps.at(-1)?.reached ?? 0
  const all = document.total.steps.at(-1)?.reached ?? 0
  return (
    <>
      <Say
        id="sources.sentence"
        values={{ people: document.total.people, source: groupName(most), count: most.people }}
      />{' '}
      {won && count > 0 && (
        <Say id="sources.sentence.end" values={{ stage: format.text(end.name), source: groupName(won), count, all }} />
      )}
    </>
  )
}

/** The period in four figures. */
export function SourceTotals({ document }: { document: SourceDocument }) {
  const say = useSay()
  const format = useFormat()
  const { total, cookieless } = document
  const share = (part: number) => (total.people === 0 ? '–' : format.share(part / total.people))
  const visits = cookieless.reduce((sum, { visits: some }) => sum + some, 0)
  return (
    <div className="card">
      <Figures>
        <Figure label={say('sources.people')} value={format.number(total.people)} note={say('sources.people.about')} />
        <Figure
          label={say('sources.visitors')}
          help="visitor"
          value={format.number(total.visitors)}
          note={
            visits > 0
              ? say('sources.cookieless', { count: visits })
              : say('sources.shareOf', { share: share(total.visitors) })
          }
        />
        <Figure
          label={say('sources.known')}
          value={format.number(total.known)}
          note={say('sources.known.about', { share: share(total.known) })}
        />
        <Figure
          label={say('sources.tagged')}
          help="utm"
          value={share(total.tagged)}
          note={say('sources.tagged.about', { tagged: total.tagged, untagged: total.people - total.tagged })}
        />
      </Figures>
    </div>
  )
}

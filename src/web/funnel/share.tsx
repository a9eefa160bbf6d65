import { Button } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { useRouter } from '@tanstack/react-router'
import type { FunnelComparison, FunnelDocument } from '#contract/funnel.ts'
import { useFormat } from '../app/format.ts'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { useUndo } from '../ui/undo.tsx'
import { usePoints } from './difference.tsx'
import type { Drawing } from './drawing.ts'
import { useGroupName } from './funnel-groups.tsx'
import { nameOf } from './funnel-picture.tsx'
import { useMedian } from './length.ts'
import { dayIn } from './period.ts'
import { useFilterName, usePropertyName } from './property.ts'
import { fairRate, type Step } from './rates.ts'
import { useScopeText } from './scope.tsx'
import type { FunnelSearch } from './search.ts'
import { toneOf, widths } from './shape.ts'

interface ShareInput {
  funnel: FunnelDocument
  comparison: FunnelComparison | null
  sale: readonly string[]
  /** the address that shows the same tomorrow */
  search: FunnelSearch
}

/** What is on the screen, for others: as a link that says all, as a picture, as a table. */
export function Share({ funnel, comparison, sale, search }: ShareInput) {
  const say = useSay()
  const format = useFormat()
  const router = useRouter()
  const clipboard = useClipboard({ timeout: 2000 })
  const notice = useUndo()
  const groupName = useGroupName(funnel)
  const drawing = useDrawing({ funnel, comparison, sale })
  const day = dayIn(funnel.zone, Date.parse(funnel.now))
  const nameWords = [format.text(funnel.name), day]

  const copyLink = (): void => {
    const { href } = router.buildLocation({ to: '/funnel', search })
    clipboard.copy(new URL(href, location.origin).href)
  }
  const savePicture = async (): Promise<void> => {
    const [{ drawFunnel }, { fileName, pngOf, saveFile }] = await Promise.all([
      import('./drawing.ts'),
      import('./save.ts'),
    ])
    saveFile(fileName(nameWords, 'png'), await pngOf(drawFunnel(drawing())))
  }
  const saveTable = async (): Promise<void> => {
    const [{ funnelTable }, { fileName, saveFile }] = await Promise.all([import('./table-csv.ts'), import('./save.ts')])
    const text = funnelTable(funnel, comparison, {
      stageName: (stage) => format.text(nameOf(funnel, stage)),
      groupName,
    })
    saveFile(fileName(nameWords, 'csv'), new Blob([text], { type: 'text/csv;charset=utf-8' }))
  }
  return (
    <>
      <Button variant="default" size="xs" onClick={copyLink} aria-live="polite">
        <Say id={clipboard.copied ? 'copy.done' : 'share.link'} />
      </Button>
      <Button
        variant="default"
        size="xs"
        title={say('share.png.about')}
        onClick={() => void savePicture().catch(notice.failed)}
      >
        <Say id="share.png" />
      </Button>
      <Button
        variant="default"
        size="xs"
        title={say('share.csv.about')}
        onClick={() => void saveTable().catch(notice.failed)}
      >
        <Say id="share.csv" />
      </Button>
    </>
  )
}

/** Gathers what the picture says, in the language and the colours in use. */
function useDrawing({ funnel, comparison, sale }: Omit<ShareInput, 'search'>): () => Drawing {
  const say = useSay()
  const format = useFormat()
  const median = useMedian()
  const points = usePoints()
  const scope = useScopeText()
  const workspace = useWorkspace()
  const filterName = useFilterName()
  const propertyName = usePropertyName()

  const windowText = (window: string) =>
    /^\d+d$/.test(window) ? say('funnel.window.days', { days: Number.parseInt(window, 10) }) : window
  const notesOf = (step: Step, index: number): string[] => {
    if (index === 0) return []
    const { rate, low, high } = fairRate(step.fromPrevious)
    const change = comparison?.steps[index]?.fromPrevious
    const time = step.fromPrevious.time?.median ?? null
    const first =
      rate === null || low === null || high === null
        ? [say('funnel.noData')]
        : [format.percent(rate), format.interval(low, high)]
    if (time !== null) first.push(median(time))
    if (!change) return [first.join(' · ')]
    const said =
      change.verdict === 'too_few' || change.difference === null
        ? say('compare.tooFew')
        : change.verdict === 'unclear'
          ? say('compare.unclear')
          : say('compare.points', { points: points(change.difference) })
    return [first.join(' · '), said]
  }

  return () => {
    const style = getComputedStyle(document.documentElement)
    const colour = (name: string) => style.getPropertyValue(`--${name}`).trim()
    const { steps, members } = funnel.total
    const shapes = widths(steps, members)
    const hoped = widths(steps, members, true)
    const former = comparison && widths(comparison.former.total.steps, comparison.former.total.members)
    return {
      title: format.text(funnel.name),
      lines: [
        scope(funnel),
        ...(comparison ? [say('share.former', { scope: scope(comparison.former) })] : []),
        [
          funnel.window === null ? say('share.noWindow') : say('share.window', { window: windowText(funnel.window) }),
          ...(funnel.by === null ? [] : [say('share.by', { property: propertyName(funnel.by) })]),
          ...funnel.only.map(filterName),
        ].join(' · '),
      ],
      foot: `${workspace.name} · ${say('share.asOf', { time: format.dateTime(funnel.now) })} · Hourglass`,
      steps: steps.map((step, index) => {
        const tone = toneOf(index, steps.length, sale.includes(step.stage))
        return {
          count: format.number(step.reached),
          name: format.text(nameOf(funnel, step.stage)),
          notes: notesOf(step, index),
          shape: shapes[index] ?? [0, 0],
          hoped: funnel.window !== null && step.open > 0 ? (hoped[index] ?? null) : null,
          former: former?.[index] ?? null,
          fill: colour(tone),
          onFill: colour(`on-${tone}`),
        }
      }),
      colours: {
        card: colour('card'),
        ink: colour('ink'),
        quiet: colour('quiet'),
        strong: colour('line-strong'),
      },
      font: colour('font'),
    }
  }
}

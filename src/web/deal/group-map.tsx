import { useElementSize } from '@mantine/hooks'
import type { DealGroup } from '#contract/deal-page.ts'
import type { BuyingRole } from '#core/deal/event.ts'
import { useSay } from '../app/words.tsx'
import { usePersonName } from '../person/names.tsx'
import { initials } from '../ui/avatar.tsx'
import styles from './group-map.module.css'

type Member = DealGroup['people'][number]

interface Node {
  key: string
  member: Member | null
  /** of a gap: the role that nobody has */
  role: BuyingRole | null
  x: number
  y: number
}

const tiers: readonly (readonly BuyingRole[])[] = [
  ['decision_maker'],
  ['finance', 'legal', 'technical', 'blocker'],
  ['champion', 'user'],
]
const rowHeight = 112
const radius = 21
const cell = 132

/**
 * The buying group as a map: whoever decides on top, whoever uses it below, we at the foot. Lines say who was heard, a
 * sign and a colour each stance, dashed circles the roles that nobody has. The list beneath it says the same in words.
 */
export function GroupMap({ group }: { group: DealGroup }) {
  const say = useSay()
  const nameOf = usePersonName()
  const { ref, width: measured } = useElementSize()
  const width = Math.max(280, measured || 640)
  const { nodes, height } = placed(group, width)
  const foot = { x: width / 2, y: height - 22 }
  const people = nodes.flatMap(({ member }) => member ?? [])
  return (
    <div ref={ref} className={styles.map}>
      <svg
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={say('deal.group.map', {
          people: people.length,
          heard: people.filter(({ heardAt }) => heardAt !== null).length,
          missing: group.missing.length,
        })}
      >
        {nodes.map(({ key, member, x, y }) => (
          <path
            key={key}
            className={styles.line}
            data-heard={member?.heardAt != null}
            data-gap={member === null}
            d={`M${x} ${y + radius} C${x} ${y + radius + 40}, ${foot.x} ${foot.y - 60}, ${foot.x} ${foot.y - 14}`}
          />
        ))}
        {nodes.map(({ key, member, role, x, y }) => (
          <g key={key} className={styles.node} data-stance={member?.stance} data-gap={member === null}>
            <circle cx={x} cy={y} r={radius} />
            <text x={x} y={y + 5} className={styles.initials}>
              {member ? initials(nameOf(member)) : '?'}
            </text>
            {member && (
              <g className={styles.badge} transform={`translate(${x + 16} ${y - 16})`}>
                <circle r={9} />
                <text y={4}>{signs[member.stance]}</text>
              </g>
            )}
            <text x={x} y={y + radius + 16} className={styles.name}>
              {cut(member ? nameOf(member) : say(`deal.role.${role ?? 'user'}`), cellOf(nodes, y, width))}
            </text>
            <text x={x} y={y + radius + 31} className={styles.role}>
              {cut(
                member
                  ? member.roles.map((one) => say(`deal.role.${one}`)).join(', ') || say('deal.role.none')
                  : say('deal.group.gap'),
                cellOf(nodes, y, width),
              )}
            </text>
          </g>
        ))}
        <g className={styles.us}>
          <rect x={foot.x - 44} y={foot.y - 14} width={88} height={28} rx={14} />
          <text x={foot.x} y={foot.y + 5}>
            {say('deal.group.us')}
          </text>
        </g>
      </svg>
    </div>
  )
}

const signs: Record<Member['stance'], string> = { supports: '+', neutral: '·', against: '−', unknown: '?' }

/** People and gaps in rows of their tier, each row broken where the width ends. */
function placed({ people, missing }: DealGroup, width: number): { nodes: Node[]; height: number } {
  const most = Math.max(2, Math.floor(width / cell))
  const tierOf = (roles: readonly BuyingRole[]) => {
    const tier = tiers.findIndex((of) => roles.some((role) => of.includes(role)))
    return tier < 0 ? tiers.length - 1 : tier
  }
  const rows = tiers.flatMap((of, tier) => {
    const here = [
      ...people
        .filter(({ roles }) => tierOf(roles) === tier)
        .map((member) => ({ key: member.personId, member, role: null })),
      ...missing.filter((role) => of.includes(role)).map((role) => ({ key: role, member: null, role })),
    ]
    return Array.from({ length: Math.ceil(here.length / most) }, (_, row) => here.slice(row * most, (row + 1) * most))
  })
  // a row of odd length stands a little aside, so that lines do not run through who is in the middle
  const aside = (length: number, index: number) => (length % 2 === 0 ? 0 : width * 0.07 * (index % 2 === 0 ? -1 : 1))
  const nodes = rows.flatMap((row, index) =>
    row.map((node, column) => ({
      ...node,
      x: (width / row.length) * (column + 0.5) + aside(row.length, index),
      y: 32 + index * rowHeight,
    })),
  )
  return { nodes, height: rows.length * rowHeight + 66 }
}

/** How wide a cell of that row is, in pixels. */
function cellOf(nodes: readonly Node[], y: number, width: number): number {
  return width / nodes.filter((node) => node.y === y).length
}

/** As much of a text as fits; Hangul is about twice as wide as Latin. */
function cut(text: string, pixels: number): string {
  let room = (Math.min(pixels, 200) - 10) / 6.6
  let end = 0
  for (const letter of text) {
    room -= /[\u1100-\uffdc]/u.test(letter) ? 1.75 : 1
    if (room < 1 && end + letter.length < text.length) return `${text.slice(0, end).trimEnd()}…`
    end += letter.length
  }
  return text
}

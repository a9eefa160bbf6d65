import type { Pool } from 'pg'
import { Histories } from '#actions/flow/history.ts'
import type { Program } from '#core/fold/program.ts'
import { compileSlot, type CompiledSlot } from '#core/slot/decide.ts'
import { liveSlots } from '#store/slot.ts'

/** All that decides in a workspace, compiled. */
export interface SlotPage {
  slots: readonly CompiledSlot[]
  /** null: nothing decides, so nothing is asked of anybody */
  program: Program | null
}

interface Entry {
  page: Promise<SlotPage>
  /** epoch ms until which it is believed */
  until: number
}

const mostKept = 1000

/**
 * The slots in force of each workspace, compiled with the blueprint in force and believed for `believeMs` (2 s): a decision
 * costs one statement about the browser, and what is published or stopped is noticed that soon.
 */
export class SlotBook {
  #pool: Pool
  #histories = new Histories()
  #entries = new Map<string, Entry>()
  #compiled = new Map<string, { text: string; slots: CompiledSlot[] }>()
  #believeMs: number

  constructor(pool: Pool, { believeMs = 2000 }: { believeMs?: number } = {}) {
    this.#pool = pool
    this.#believeMs = believeMs
  }

  /** What decides now. Whoever asks at once shares one look. Rejects where the database is away. */
  of(workspaceId: string, now: number): Promise<SlotPage> {
    const known = this.#entries.get(workspaceId)
    if (known && known.until > now) return known.page
    const page = this.#read(workspaceId)
    if (this.#entries.size >= mostKept) {
      this.#entries.clear()
      this.#compiled.clear()
    }
    this.#entries.set(workspaceId, { page, until: now + this.#believeMs })
    page.catch(() => this.#entries.delete(workspaceId))
    return page
  }

  async #read(workspaceId: string): Promise<SlotPage> {
    const rows = await liveSlots(this.#pool, workspaceId)
    if (rows.length === 0) return { slots: [], program: null }
    const { current } = await this.#histories.of(this.#pool, workspaceId)
    // versions never change, so the same ones need no compiling again
    const text = JSON.stringify(rows.map(({ id, version }) => [id, version]))
    const known = this.#compiled.get(workspaceId)
    const slots = known?.text === text ? known.slots : rows.map(compileSlot)
    this.#compiled.set(workspaceId, { text, slots })
    return { slots, program: current }
  }
}

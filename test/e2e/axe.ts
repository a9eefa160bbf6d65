import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const axeFile = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
let axe: Promise<string> | undefined

/**
 * What axe finds that is serious or worse, by all its rules or those, and still finds a moment later: colours between two states
 * of a button are nobody's fault. Run inside: the page takes no foreign script.
 */
export async function axeFindings(page: Page, rules: string[] | null = null): Promise<string[]> {
  const found = await look(page, rules)
  if (found.length === 0) return found
  await page.waitForTimeout(500)
  return look(page, rules)
}

async function look(page: Page, rules: string[] | null): Promise<string[]> {
  axe ??= readFile(axeFile, 'utf8')
  await page.evaluate(await axe)
  return page.evaluate(async (only) => {
    const { axe: checker } = globalThis as unknown as {
      axe: {
        run(options: object): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }>
      }
    }
    const { violations } = await checker.run({
      resultTypes: ['violations'],
      ...(only === null ? {} : { runOnly: only }),
    })
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)
  }, rules)
}

import { toMajor } from '#core/deal/money.ts'
import { useFormat } from '../app/format.ts'
import { useWorkspace } from '../app/session.ts'

/** Minor units as sums, in the workspace's currency unless another is named. */
export function useMoney(of?: string) {
  const format = useFormat()
  const workspace = useWorkspace()
  const currency = of ?? workspace.currency
  return {
    full: (minor: number, code = currency) => format.money(toMajor(minor, code), code),
    short: (minor: number, code = currency) => format.moneyShort(toMajor(minor, code), code),
  }
}

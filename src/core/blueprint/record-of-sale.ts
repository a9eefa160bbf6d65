import type { Gate } from '#core/blueprint.ts'
import { text } from '#core/blueprint/write.ts'

/** What a win asks for, in every pipeline. */
export const recordOfSale: Gate = {
  id: 'signed',
  name: text(
    'Purchase order, contract or payment recorded',
    '발주서·계약서·입금이 기록됨',
    'Записан заказ, договор или оплата',
  ),
  need: 'signed',
}

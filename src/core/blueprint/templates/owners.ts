import { text } from '#core/blueprint/write.ts'

/** Who looks after a stage, as every template names them. */
export const marketing = text('Marketing', '마케팅', 'Маркетинг')
export const sdr = text('SDR (sales development)', 'SDR(영업 개발 담당)', 'SDR (специалист по развитию продаж)')
export const ae = text('Account executive (AE)', '영업 담당자(AE)', 'Менеджер по продажам (AE)')
export const sales = text('Sales', '영업', 'Продажи')
export const success = text('Customer success', '고객 성공(CS)', 'Клиентский успех')
export const marketingAndSales = text('Marketing and sales', '마케팅·영업', 'Маркетинг и продажи')

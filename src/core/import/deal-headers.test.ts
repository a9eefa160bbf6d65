import { expect, test } from 'vitest'
import { opportunityPipeline, salesPipeline } from '#core/blueprint/templates/pipelines.ts'
import { guessDealColumns, guessDealKind } from '#core/import/deal-headers.ts'
import { guessStage } from '#core/import/deal-stage.ts'
import { nearest } from '#core/import/near.ts'

const guess = (kind: 'deals' | 'deal_history', text: string) =>
  guessDealColumns(text.split(','), kind, new Set(), [salesPipeline])

test.each([
  [
    'HubSpot',
    'Record ID,Deal Name,Deal Stage,Pipeline,Close Date,Create Date,Amount,Deal owner,Date entered "Meeting (Sales pipeline)"',
    ['id', 'name', 'stage', 'pipeline', 'closeDate', 'openedAt', 'amount', 'owner', 'entered.meeting'],
  ],
  [
    'Salesforce',
    'Opportunity ID,Opportunity Name,Account Name,Stage,Created Date,Close Date,Amount,Lead Source,Opportunity Owner,Last Stage Change Date',
    ['id', 'name', 'company', 'stage', 'openedAt', 'closeDate', 'amount', 'source', 'owner', 'stageSince'],
  ],
  [
    'Pipedrive',
    'Deal - ID,Deal - Title,Deal - Organization,Deal - Stage,Deal - Status,Deal - Won time,Deal - Lost time,Deal - Value,Deal - Lost reason',
    ['id', 'name', 'company', 'stage', 'status', 'wonAt', 'lostAt', 'amount', 'reason'],
  ],
  [
    'Korean',
    '거래번호,거래명,회사명,담당자,단계,생성일,마감일,금액,통화',
    ['id', 'name', 'company', 'owner', 'stage', 'openedAt', 'closeDate', 'amount', 'currency'],
  ],
  [
    'Russian',
    'ID сделки,Название,Компания,Ответственный,Этап,Дата создания,Дата закрытия,Сумма,Причина отказа',
    ['id', 'name', 'company', 'owner', 'stage', 'openedAt', 'closeDate', 'amount', 'reason'],
  ],
])('%s: headers of deals are known', (_, text, targets) => {
  expect(Object.values(guess('deals', text))).toEqual(targets)
  expect(guessDealKind(text.split(','))).toBe('deals')
})

test('a stage history, a price list, who sells; other files are none of these', () => {
  const history = 'Id,OpportunityId,CreatedDate,StageName,Amount,CloseDate'
  expect(guess('deal_history', history)).toMatchObject({ OpportunityId: 'id', CreatedDate: 'time', StageName: 'stage' })
  expect(guessDealKind(history.split(','))).toBe('deal_history')
  expect(guessDealKind(['product', 'series', 'sales_price'])).toBe('products')
  expect(guessDealKind(['sales_agent', 'manager', 'regional_office'])).toBe('teams')
  expect(guessDealKind(['Name', 'Email', 'Job title', 'Phone'])).toBeNull()
  expect(guessDealKind(['account', 'sector', 'revenue', 'employees'])).toBeNull()
  expect(guessDealKind(['email', 'first_contact_date', 'origin'])).toBeNull()
})

test('words of other systems lead to stages and ways out; what says nothing is asked', () => {
  const inSales = (word: string) => guessStage(word, salesPipeline)
  expect(inSales('Closed Won')).toEqual({ stage: 'close' })
  expect(guessStage('Closed Won', opportunityPipeline)).toEqual({ outcome: 'won' })
  expect(inSales('Проиграна')).toEqual({ outcome: 'lost' })
  expect(inSales('수주')).toEqual({ stage: 'close' })
  expect(inSales('미팅')).toEqual({ stage: 'meeting' })
  expect(inSales('Proposal/Price Quote')).toEqual({ stage: 'proposal' })
  expect(inSales('appointmentscheduled')).toEqual({ stage: 'meeting' })
  expect(inSales('Engaging')).toBeNull()
  expect(inSales('')).toBeNull()
})

test('another spelling is offered where one name alone is near', () => {
  const products = ['GTX Basic', 'GTX Pro', 'GTX Plus Pro', 'MG Special'].map((name) => ({ name }))
  expect(nearest('GTXPro', products)?.name).toBe('GTX Pro')
  expect(nearest('MG Speciall', products)?.name).toBe('MG Special')
  expect(nearest('Something else', products)).toBeNull()
  expect(nearest('ab', [{ name: 'a.b' }, { name: 'A B' }])).toBeNull()
})

import type { StageModel } from '#core/blueprint.ts'
import { guessStage } from '#core/import/deal-stage.ts'
import { squash } from '#core/import/header-text.ts'
import type { DealImportKind, ImportMapping } from '#core/import/mapping.ts'

/**
 * Headers of exports about deals, as HubSpot, Salesforce, Pipedrive and people's own tables in English, Korean and Russian
 * write them, by the target they are taken for. Compared without case, spaces and punctuation; the first that fits wins.
 */
const headers: Readonly<Record<DealImportKind, Readonly<Record<string, readonly string[]>>>> = {
  deals: {
    // prettier-ignore
    id: ['id', 'record id', 'deal id', 'deal - id', 'dealid', 'opportunity id', 'opportunityid', 'hs_object_id', 'lead id', '딜 id', '딜 번호', '거래 id', '거래번호', '영업기회 id', '영업 기회 id', '번호', 'id сделки', 'номер сделки', 'код сделки', 'ид'],
    // prettier-ignore
    name: ['name', 'deal name', 'dealname', 'deal', 'deal title', 'deal - title', 'title', 'opportunity name', 'opportunity', '딜 이름', '딜명', '거래명', '영업기회명', '영업 기회 이름', '건명', 'название', 'название сделки', 'сделка', 'наименование'],
    // prettier-ignore
    company: ['account', 'account name', 'accountname', 'company', 'company name', 'organization', 'organisation', 'deal - organization', 'organization - name', 'associated company', 'customer', 'client', '회사', '회사명', '고객사', '거래처', '업체명', 'компания', 'организация', 'клиент', 'контрагент', 'заказчик'],
    // prettier-ignore
    companyId: ['account id', 'accountid', 'company id', 'organization id', 'organization - id', 'associated company ids', 'associated company id', '회사 id', 'id компании', 'id организации'],
    companyDomain: [
      'company domain',
      'company domain name',
      'domain',
      'account domain',
      '회사 도메인',
      'домен компании',
    ],
    // prettier-ignore
    owner: ['owner', 'deal owner', 'deal - owner', 'opportunity owner', 'owner name', 'sales agent', 'agent', 'sales rep', 'rep', 'salesperson', 'account executive', 'assigned to', '담당자', '영업 담당자', '영업담당', '소유자', 'ответственный', 'менеджер', 'менеджер сделки', 'владелец'],
    team: [
      'team',
      'sales team',
      'region',
      'regional office',
      'hubspot team',
      '팀',
      '영업팀',
      '지역',
      'команда',
      'отдел',
      'регион',
      'филиал',
    ],
    pipeline: [
      'pipeline',
      'deal - pipeline',
      'deal pipeline',
      'sales process',
      'record type',
      '파이프라인',
      '영업 프로세스',
      'воронка',
      'пайплайн',
    ],
    // prettier-ignore
    stage: ['stage', 'deal stage', 'dealstage', 'deal - stage', 'stage name', 'stagename', 'opportunity stage', 'sales stage', 'pipeline stage', '단계', '영업 단계', '딜 단계', '진행단계', 'этап', 'этап сделки', 'стадия', 'стадия сделки'],
    // prettier-ignore
    status: ['status', 'deal - status', 'deal status', 'won/lost', 'won lost', 'outcome', 'result', '상태', '결과', '수주여부', 'статус', 'статус сделки', 'результат'],
    // prettier-ignore
    reason: ['lost reason', 'deal - lost reason', 'closed lost reason', 'close lost reason', 'closed won reason', 'loss reason', 'reason', 'reason lost', 'win reason', '실주 사유', '실패 사유', '사유', 'причина', 'причина проигрыша', 'причина отказа', 'причина закрытия'],
    // prettier-ignore
    openedAt: ['engage date', 'open date', 'opened', 'opened at', 'created', 'created date', 'createddate', 'create date', 'createdate', 'deal created', 'deal - deal created', 'creation date', 'start date', '생성일', '시작일', '등록일', '생성 날짜', 'дата создания', 'создана', 'создано', 'дата начала', 'дата открытия'],
    // prettier-ignore
    closeDate: ['close date', 'closedate', 'closing date', 'expected close date', 'deal - expected close date', 'expected closing date', '마감일', '종료일', '체결일', '계약일', '예상 체결일', '예상 마감일', 'дата закрытия', 'планируемая дата закрытия', 'ожидаемая дата закрытия', 'дата завершения'],
    closedAt: [
      'closed at',
      'closed on',
      'deal closed on',
      'deal - deal closed on',
      'close time',
      'closed date',
      '종결일',
      'закрыта',
      'фактическая дата закрытия',
    ],
    wonAt: ['won time', 'deal - won time', 'won date', 'won at', '수주일', 'дата выигрыша', 'дата продажи'],
    lostAt: ['lost time', 'deal - lost time', 'lost date', 'lost at', '실주일', 'дата проигрыша', 'дата отказа'],
    // prettier-ignore
    stageSince: ['last stage change', 'deal - last stage change', 'last stage change date', 'laststagechangedate', 'stage date', 'stage since', 'stage entered', 'date entered current stage', '단계 변경일', 'дата смены этапа', 'на этапе с', 'дата изменения этапа'],
    // prettier-ignore
    amount: ['amount', 'deal amount', 'value', 'deal value', 'deal - value', 'close value', 'opportunity amount', 'total amount', '금액', '딜 금액', '거래금액', '계약금액', '예상 금액', 'сумма', 'сумма сделки', 'бюджет', 'стоимость'],
    currency: [
      'currency',
      'currencyisocode',
      'currency code',
      'deal currency code',
      'deal - currency of value',
      'currency of value',
      'opportunity currency',
      '통화',
      '화폐',
      'валюта',
    ],
    product: [
      'product',
      'products',
      'product name',
      'deal - product name',
      'line item',
      '제품',
      '상품',
      '제품명',
      '상품명',
      'продукт',
      'товар',
      'продукты',
      'товары',
      'услуга',
    ],
    quantity: ['quantity', 'product quantity', 'seats', '수량', 'количество'],
    // prettier-ignore
    source: ['source', 'lead source', 'leadsource', 'deal source', 'original source', 'original traffic source', 'deal - source channel', 'source channel', '출처', '유입 경로', '리드 출처', '소스', 'источник', 'источник сделки', 'источник лида', 'канал'],
    campaign: ['campaign', 'primary campaign source', 'campaign name', '캠페인', 'кампания'],
    // prettier-ignore
    person: ['contact email', 'email', 'person - email', 'person - email - work', 'contact person email', 'primary contact email', 'associated contact emails', '이메일', '담당자 이메일', 'e-mail', 'почта', 'email контакта'],
    tags: ['tags', 'label', 'labels', 'deal - label', '태그', '라벨', 'теги', 'метки'],
    competitors: [
      'competitor',
      'competitors',
      'main competitor',
      'main competitors',
      '경쟁사',
      'конкурент',
      'конкуренты',
    ],
    whyUs: ['why us', 'why we won', '선택 이유', 'почему мы'],
    renewalDate: ['renewal date', 'contract end date', '갱신일', 'дата продления'],
    // prettier-ignore
    time: ['last modified date', 'lastmodifieddate', 'last modified', 'update time', 'deal - update time', 'modified', 'updated at', '수정일', '최종 수정일', 'дата изменения', 'изменена'],
  },
  deal_history: {
    // prettier-ignore
    id: ['opportunity id', 'opportunityid', 'deal id', 'dealid', 'deal - id', 'record id', '딜 id', '거래번호', '영업기회 id', 'id сделки', 'номер сделки', 'id'],
    name: ['opportunity name', 'deal name', 'deal', 'name', '딜 이름', '거래명', 'сделка', 'название сделки'],
    // prettier-ignore
    time: ['created date', 'createddate', 'changed at', 'change date', 'changed', 'time', 'timestamp', 'date', 'edit date', 'stage date', 'last modified', 'systemmodstamp', '변경일', '변경일시', '날짜', '일시', 'дата', 'дата изменения', 'время', 'когда'],
    // prettier-ignore
    stage: ['stage name', 'stagename', 'stage', 'to stage', 'new stage', 'deal stage', 'new value', 'value', '단계', '변경 단계', '새 단계', 'этап', 'новый этап', 'стадия'],
    status: ['status', 'deal status', '상태', 'статус'],
    pipeline: ['pipeline', '파이프라인', 'воронка', 'пайплайн'],
    amount: ['amount', 'deal amount', '금액', 'сумма'],
    currency: ['currency', 'currencyisocode', 'currency code', '통화', 'валюта'],
    closeDate: ['close date', 'closedate', '마감일', '예상 마감일', 'дата закрытия'],
  },
  products: {
    // prettier-ignore
    name: ['product', 'product name', 'name', 'title', 'item', '제품', '제품명', '상품', '상품명', '이름', 'продукт', 'товар', 'название', 'наименование'],
    code: ['code', 'product code', 'productcode', 'sku', 'article', '제품 코드', '상품코드', '코드', 'код', 'артикул'],
    // prettier-ignore
    amount: ['price', 'sales price', 'list price', 'unit price', 'unitprice', 'amount', '가격', '단가', '판매가', 'цена', 'стоимость', 'прайс'],
    currency: ['currency', 'currencyisocode', 'currency code', '통화', 'валюта'],
    aliases: ['alias', 'aliases', 'other names', 'synonyms', '별칭', '다른 이름', 'другие названия', 'синонимы'],
    active: ['active', 'isactive', 'is active', '판매 중', '사용', 'активен', 'активный'],
  },
  teams: {
    // prettier-ignore
    owner: ['sales agent', 'agent', 'sales rep', 'rep', 'name', 'full name', 'user', 'user name', 'salesperson', '담당자', '영업 담당자', '이름', 'менеджер', 'сотрудник', 'имя', 'фио'],
    // prettier-ignore
    team: ['team', 'sales team', 'team name', 'regional office', 'region', 'office', 'department', '팀', '영업팀', '지역', '지사', 'команда', 'отдел', 'регион', 'филиал', 'офис'],
    manager: ['manager', 'team lead', 'supervisor', '관리자', '팀장', '매니저', 'руководитель', 'начальник'],
  },
}

const byKind = new Map(
  Object.entries(headers).map(([kind, targets]) => [
    kind,
    new Map(Object.entries(targets).map(([to, names]) => [to, names.map(squash)])),
  ]),
)
const known = new Set([...byKind.values()].flatMap((targets) => [...targets.values()].flat()))

/** Whether any export of deals that we know writes this header. */
export function isDealHeader(cell: string): boolean {
  return known.has(squash(cell))
}

/** What headers of rows about deals say: header → target, each target once; `taken` are given already. */
export function guessDealColumns(
  names: readonly string[],
  kind: DealImportKind,
  taken: ReadonlySet<string>,
  pipelines: readonly StageModel[],
): ImportMapping['columns'] {
  const given = new Set(taken)
  const columns = new Map<string, string>()
  const take = (name: string, to: string) => {
    given.add(to)
    columns.set(name, to)
  }
  for (const [to, written] of byKind.get(kind) ?? []) {
    if (given.has(to)) continue
    for (const one of written) {
      const name = names.find((candidate) => !columns.has(candidate) && squash(candidate) === one)
      if (name === undefined) continue
      take(name, to)
      break
    }
  }
  if (kind === 'deals') {
    for (const name of names) {
      const stage = columns.has(name) ? null : enteredStage(name, pipelines)
      if (stage !== null && !given.has(`entered.${stage}`)) take(name, `entered.${stage}`)
    }
  }
  return Object.fromEntries(names.flatMap((name) => (columns.has(name) ? [[name, columns.get(name) ?? '']] : [])))
}

/** `Date entered "Proposal (Sales pipeline)"` and the like. */
function enteredStage(header: string, pipelines: readonly StageModel[]): string | null {
  const [, text] =
    /^(?:date entered|hs_date_entered_|entered|дата перехода на этап|단계 진입일:?)\s*["“«]?(.+?)["”»]?$/iu.exec(
      header.trim(),
    ) ?? []
  if (text === undefined) return null
  for (const model of pipelines) {
    const found = guessStage(text.replace(/\s*\([^)]*\)$/, ''), model)
    if (found && 'stage' in found) return found.stage
  }
  return null
}

/** What the headers look most like, among the kinds about deals; null when they look like none. */
export function guessDealKind(names: readonly string[]): DealImportKind | null {
  const has = (kind: DealImportKind) => new Set(Object.values(guessDealColumns(names, kind, new Set(), [])))
  const deal = has('deals')
  const history = has('deal_history')
  const dated = ['openedAt', 'closeDate', 'closedAt', 'wonAt', 'lostAt'].some((to) => deal.has(to))
  const said = ['owner', 'company', 'product', 'reason', 'source'].filter((to) => deal.has(to)).length
  const byOpportunity = names.some((name) => /^(opportunity ?id|deal ?id)$/i.test(name.trim().replace(/[_-]/g, ' ')))
  if (deal.has('stage') && history.has('time') && byOpportunity && said === 0 && !names.some(isName)) {
    return 'deal_history'
  }
  if ((deal.has('stage') || deal.has('status')) && deal.has('amount') && (dated || said > 0)) return 'deals'
  if (deal.has('stage') && dated && said > 0) return 'deals'
  const product = has('products')
  if (names.some((name) => /product|sku|제품|상품|товар|продукт/iu.test(name)) && product.has('name')) {
    if (product.has('amount') && names.length <= 12) return 'products'
  }
  const team = has('teams')
  if (team.has('owner') && (team.has('team') || team.has('manager')) && names.length <= 6 && !deal.has('person')) {
    if (names.some((name) => /agent|rep$|salesperson|영업|менеджер/iu.test(name))) return 'teams'
  }
  return null
}

function isName(header: string): boolean {
  return ['opportunityname', 'dealname', 'dealtitle'].includes(squash(header))
}

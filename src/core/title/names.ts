import type { Text } from '#core/blueprint.ts'
import type { JobFunction, Seniority } from '#core/title/title.ts'

const text = (en: string, ko: string, ru: string): Text => ({ en, ko, ru })

export const seniorityNames: Record<Seniority, Text> = {
  owner: text('owner or founder', '오너·창업자', 'владелец или основатель'),
  board: text('board', '이사회·회장단', 'совет директоров'),
  c_level: text('C-level', '최고 경영진(C레벨)', 'первые лица (C-level)'),
  vp: text('vice president', '부사장·전무·상무급', 'вице-президент'),
  director: text('director', '이사·본부장급', 'директор направления'),
  head: text('head of department', '부서장·팀장급', 'руководитель отдела'),
  manager: text('manager', '과장·차장급(관리자)', 'менеджер-управленец'),
  lead: text('team lead', '파트장·리더', 'тимлид или старший группы'),
  senior: text('senior specialist', '선임·책임·수석', 'ведущий специалист'),
  specialist: text('specialist', '실무자', 'специалист'),
  junior: text('junior', '주니어·신입', 'младший специалист'),
  intern: text('intern', '인턴', 'стажёр'),
  student: text('student', '학생', 'студент'),
}

export const functionNames: Record<JobFunction, Text> = {
  general_management: text('general management', '경영 총괄', 'общее руководство'),
  strategy: text('strategy', '전략·기획', 'стратегия'),
  marketing: text('marketing', '마케팅', 'маркетинг'),
  sales: text('sales', '영업', 'продажи'),
  business_development: text('business development', '사업 개발·제휴', 'развитие бизнеса'),
  customer_success: text('customer success and support', '고객 성공·지원', 'клиентский успех и поддержка'),
  product: text('product', '제품·서비스 기획', 'продукт'),
  design: text('design', '디자인', 'дизайн'),
  project: text('project management', '프로젝트 관리', 'управление проектами'),
  engineering: text('engineering', '개발·엔지니어링', 'разработка и инженерия'),
  it: text('IT', 'IT·정보 시스템', 'ИТ'),
  data: text('data', '데이터', 'данные и аналитика'),
  operations: text('operations', '운영', 'операционная деятельность'),
  logistics: text('logistics and supply chain', '물류·공급망', 'логистика и цепи поставок'),
  production: text('production', '생산·제조', 'производство'),
  quality: text('quality', '품질', 'качество'),
  procurement: text('procurement', '구매·조달', 'закупки'),
  finance: text('finance', '재무·회계', 'финансы'),
  legal: text('legal', '법무', 'юриспруденция'),
  hr: text('HR', '인사', 'персонал (HR)'),
  administration: text('administration', '총무·경영 지원', 'администрация'),
  research: text('research', '연구', 'исследования'),
  education: text('education', '교육', 'образование'),
  medicine: text('medicine', '의료', 'медицина'),
  media: text('media', '미디어·편집', 'медиа и редакция'),
  consulting: text('consulting', '컨설팅', 'консалтинг'),
}

/** What a value of `person.seniority` or `person.function` is called; null for any other field or value. */
export function titleValueName(field: string, value: string): Text | null {
  const names: Record<string, Text> | null =
    field === 'person.seniority' ? seniorityNames : field === 'person.function' ? functionNames : null
  return names && Object.hasOwn(names, value) ? (names[value] ?? null) : null
}

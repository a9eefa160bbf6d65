import type { Chance } from '#core/demo/random.ts'
import type { Language } from '#core/demo/names.ts'

/** The part somebody plays in a purchase of logistics software, or why they play none. */
export type Part =
  | 'supply'
  | 'logistics'
  | 'operations'
  | 'it'
  | 'procurement'
  | 'finance'
  | 'chief'
  | 'warehouse'
  | 'planner'
  | 'analyst'
  | 'marketing'
  | 'consultant'
  | 'student'

const titles: Record<Part, Partial<Record<Language, readonly string[]>> & { en: readonly string[] }> = {
  supply: {
    en: ['Head of Supply Chain', 'VP Supply Chain', 'Supply Chain Director', 'Director of Supply Chain Visibility'],
    ko: ['공급망관리 본부장', 'SCM 팀장', '공급망 총괄 이사'],
    ru: ['Директор по цепям поставок', 'Руководитель отдела цепей поставок'],
    de: ['Leiterin Supply Chain Management', 'Leiter Lieferkette', 'Supply Chain Director'],
    fr: ['Directrice Supply Chain', 'Responsable Supply Chain'],
    es: ['Directora de Cadena de Suministro'],
    pl: ['Dyrektor ds. łańcucha dostaw'],
    ja: ['サプライチェーン部長'],
  },
  logistics: {
    en: ['Logistics Manager', 'Senior Logistics Manager', 'Head of Logistics', 'Transport & Logistics Lead'],
    ko: ['물류팀장', '물류 매니저', '국제물류 과장', '물류운영 차장'],
    ru: ['Руководитель отдела логистики', 'Начальник отдела логистики', 'Менеджер по логистике'],
    de: ['Leiter Logistik', 'Logistikleiterin', 'Logistikmanager'],
    fr: ['Responsable logistique'],
    es: ['Responsable de Logística'],
    pl: ['Kierownik logistyki'],
    ja: ['物流マネージャー'],
  },
  operations: {
    en: ['Chief Operating Officer', 'Operations Director', 'VP Operations', 'Operations Manager'],
    ko: ['운영총괄 이사', '운영본부장', '운영팀장'],
    ru: ['Операционный директор', 'Директор по операциям'],
    de: ['Geschäftsleiter Betrieb', 'Operations Manager'],
    fr: ['Directeur des opérations'],
    es: ['Director de Operaciones'],
    pl: ['Dyrektor operacyjny'],
    ja: ['オペレーション部長'],
  },
  it: {
    en: ['IT Director', 'Head of IT Integration', 'Chief Information Officer', 'Enterprise Architect'],
    ko: ['IT 팀장', '정보시스템 실장', 'CIO'],
    ru: ['ИТ-директор', 'Руководитель ИТ-отдела', 'Архитектор интеграций'],
    de: ['IT-Leiter', 'Leiterin IT-Integration'],
    fr: ['Directeur informatique', 'DSI'],
    es: ['Director de TI'],
    pl: ['Dyrektor IT'],
    ja: ['情報システム部長'],
  },
  procurement: {
    en: ['Procurement Manager', 'Head of Purchasing', 'Strategic Sourcing Manager'],
    ko: ['구매팀장', '구매 담당 과장'],
    ru: ['Руководитель отдела закупок', 'Менеджер по закупкам'],
    de: ['Leiter Einkauf', 'Strategische Einkäuferin'],
    fr: ['Responsable achats'],
    es: ['Jefa de Compras'],
    pl: ['Kierownik zakupów'],
    ja: ['購買課長'],
  },
  finance: {
    en: ['Chief Financial Officer', 'Finance Director', 'Financial Controller'],
    ko: ['재무이사', 'CFO', '재무팀장'],
    ru: ['Финансовый директор', 'Главный бухгалтер'],
    de: ['Kaufmännischer Leiter', 'CFO'],
    fr: ['Directeur financier'],
    es: ['Directora Financiera'],
    pl: ['Dyrektor finansowy'],
    ja: ['財務部長'],
  },
  chief: {
    en: ['Chief Executive Officer', 'Managing Director', 'Founder & CEO', 'Owner'],
    ko: ['대표이사', 'CEO'],
    ru: ['Генеральный директор', 'Исполнительный директор'],
    de: ['Geschäftsführer', 'Geschäftsführerin'],
    fr: ['Directeur général'],
    es: ['Directora General'],
    pl: ['Prezes zarządu'],
    ja: ['代表取締役'],
  },
  warehouse: {
    en: ['Warehouse Manager', 'Distribution Centre Manager'],
    ko: ['물류센터장', '창고 관리자'],
    ru: ['Начальник склада', 'Руководитель склада'],
    de: ['Lagerleiter'],
    fr: ['Responsable d’entrepôt'],
    es: ['Jefe de Almacén'],
    pl: ['Kierownik magazynu'],
    ja: ['倉庫管理責任者'],
  },
  planner: {
    en: ['Transport Planner', 'Logistics Coordinator', 'Supply Planner'],
    ko: ['배차 담당', '물류 담당 대리', '수요예측 담당'],
    ru: ['Специалист по логистике', 'Логист'],
    de: ['Disponent', 'Disponentin'],
    fr: ['Coordinatrice transport'],
    es: ['Planificadora de Transporte'],
    pl: ['Planista transportu'],
    ja: ['配車担当'],
  },
  analyst: {
    en: ['Data Analyst', 'Business Analyst'],
    ko: ['데이터 분석가'],
    ru: ['Бизнес-аналитик'],
    de: ['Datenanalystin'],
  },
  marketing: {
    en: ['Product Marketing Manager', 'Competitive Intelligence Lead', 'Growth Marketer'],
    ko: ['마케팅 매니저'],
    ru: ['Менеджер по маркетингу'],
    de: ['Produktmarketing'],
  },
  consultant: {
    en: ['Consultant', 'Freelance Advisor', 'Agency Partner'],
    ko: ['컨설턴트'],
    ru: ['Консультант'],
    de: ['Beraterin'],
  },
  student: {
    en: ['Student', 'PhD Student', 'MSc student'],
    ko: ['대학생', '대학원생'],
    ru: ['Студент', 'Аспирантка'],
    de: ['Studentin', 'Student'],
  },
}

/** A job title as the person would write it; now and then in English, as people in export firms do. */
export function drawTitle(chance: Chance, part: Part, language: Language): string {
  const english = language !== 'en' && chance.hit(0.12)
  return chance.pick((english ? undefined : titles[part][language]) ?? titles[part].en)
}

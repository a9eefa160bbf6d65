import type { Role } from '#core/permission.ts'

/** Mails by which people get in, in the languages of the product. Plain text: nothing in it is anybody's markup. */
export interface MailText {
  subject: string
  text: string
}

export type MailLanguage = 'en' | 'ko' | 'ru'

interface InvitationFacts {
  workspace: string
  /** who invites; null when unknown */
  by: string | null
  role: Role
  link: string
  /** for how many days the link is good */
  days: number
}

interface ResetFacts {
  name: string
  link: string
  /** for how many minutes the link is good */
  minutes: number
}

/** Roles as somebody reads them who is no member. */
export const roleNames: Record<MailLanguage, Record<Role, string>> = {
  en: {
    admin: 'admin',
    marketer: 'marketer',
    sdr: 'sales development',
    seller: 'seller',
    manager: 'manager',
    success: 'customer success',
    viewer: 'viewer',
  },
  ko: {
    admin: '관리자',
    marketer: '마케터',
    sdr: 'SDR',
    seller: '영업 담당자',
    manager: '매니저',
    success: '고객 성공(CS)',
    viewer: '조회 전용',
  },
  ru: {
    admin: 'администратор',
    marketer: 'маркетолог',
    sdr: 'SDR',
    seller: 'продавец',
    manager: 'руководитель',
    success: 'клиентский успех',
    viewer: 'наблюдатель',
  },
}

/** An invitation to a workspace. */
export function invitationMail(language: MailLanguage, facts: InvitationFacts): MailText {
  const { workspace, by, role, link, days } = plainFacts(facts)
  const roleName = roleNames[language][role]
  switch (language) {
    case 'en':
      return {
        subject: `Your invitation to ${workspace} on Hourglass`,
        text: lines(
          `${by ?? 'Your team'} invites you to the workspace “${workspace}” on Hourglass. Your role: ${roleName}.`,
          `Open this page and accept:\n${link}`,
          `The link is good for ${days} days and works once. If you did not expect it, leave it alone: nothing happens.`,
        ),
      }
    case 'ko':
      return {
        subject: `Hourglass 워크스페이스 ‘${workspace}’ 초대`,
        text: lines(
          `${by === null ? '팀에서' : `${by} 님이`} Hourglass 워크스페이스 ‘${workspace}’에 초대했습니다. 역할: ${roleName}`,
          `아래 페이지를 열어 초대를 수락하세요.\n${link}`,
          `링크는 ${days}일 동안 유효하며 한 번만 사용할 수 있습니다. 예상하지 못한 초대라면 그냥 두셔도 됩니다. 아무 일도 일어나지 않습니다.`,
        ),
      }
    case 'ru':
      return {
        subject: `Приглашение в «${workspace}» на Hourglass`,
        text: lines(
          `${by ?? 'Ваша команда'} приглашает вас в рабочее пространство «${workspace}» на Hourglass. Ваша роль: ${roleName}.`,
          `Откройте страницу и примите приглашение:\n${link}`,
          `Срок действия ссылки в днях: ${days}. Она срабатывает один раз. Если вы не ждали этого письма, ничего не делайте: ничего и не произойдёт.`,
        ),
      }
  }
}

/** The way to a new password. */
export function resetMail(language: MailLanguage, facts: ResetFacts): MailText {
  const { name, link, minutes } = plainFacts(facts)
  switch (language) {
    case 'en':
      return {
        subject: 'A new password for Hourglass',
        text: lines(
          `Hello ${name},`,
          `somebody, most likely you, asked for a new password for your Hourglass account. Open this page and choose one:\n${link}`,
          `The link is good for ${minutes} minutes and works once. If it was not you, leave it alone: your password stays as it is.`,
        ),
      }
    case 'ko':
      return {
        subject: 'Hourglass 비밀번호 재설정',
        text: lines(
          `${name} 님, 안녕하세요.`,
          `Hourglass 계정의 비밀번호 재설정 요청을 받았습니다. 아래 페이지를 열어 새 비밀번호를 정하세요.\n${link}`,
          `링크는 ${minutes}분 동안 유효하며 한 번만 사용할 수 있습니다. 직접 요청하지 않았다면 이 메일을 무시하세요. 비밀번호는 바뀌지 않습니다.`,
        ),
      }
    case 'ru':
      return {
        subject: 'Новый пароль для Hourglass',
        text: lines(
          `Здравствуйте, ${name}!`,
          `Кто-то (скорее всего, вы) запросил новый пароль для вашей учётной записи Hourglass. Откройте страницу и задайте его:\n${link}`,
          `Срок действия ссылки в минутах: ${minutes}. Она срабатывает один раз. Если это были не вы, ничего не делайте: пароль останется прежним.`,
        ),
      }
  }
}

interface EmailChangeFacts {
  name: string
  /** the new one */
  email: string
  link: string
  /** for how many minutes the link is good */
  minutes: number
}

/** To the new address: the way to make it theirs. */
export function emailChangeMail(language: MailLanguage, facts: EmailChangeFacts): MailText {
  const { name, email, link, minutes } = plainFacts(facts)
  switch (language) {
    case 'en':
      return {
        subject: 'Confirm your new address for Hourglass',
        text: lines(
          `Hello ${name},`,
          `you want to sign in to Hourglass with ${email} from now on. Open this page and confirm it:\n${link}`,
          `The link is good for ${minutes} minutes and works once. If it was not you, leave it alone: nothing changes.`,
        ),
      }
    case 'ko':
      return {
        subject: 'Hourglass 새 이메일 주소 확인',
        text: lines(
          `${name} 님, 안녕하세요.`,
          `앞으로 ${email} 주소로 Hourglass에 로그인하려면 아래 페이지를 열어 확인하세요.\n${link}`,
          `링크는 ${minutes}분 동안 유효하며 한 번만 사용할 수 있습니다. 직접 요청하지 않았다면 이 메일을 무시하세요. 아무것도 바뀌지 않습니다.`,
        ),
      }
    case 'ru':
      return {
        subject: 'Подтвердите новый адрес для Hourglass',
        text: lines(
          `Здравствуйте, ${name}!`,
          `Вы хотите входить в Hourglass с адресом ${email}. Откройте страницу и подтвердите его:\n${link}`,
          `Срок действия ссылки в минутах: ${minutes}. Она срабатывает один раз. Если это были не вы, ничего не делайте: ничего и не изменится.`,
        ),
      }
  }
}

/** To the former address: it is theirs no more. */
export function emailChangedMail(language: MailLanguage, facts: Pick<EmailChangeFacts, 'name' | 'email'>): MailText {
  const { name, email } = plainFacts(facts)
  switch (language) {
    case 'en':
      return {
        subject: 'Your address for Hourglass was changed',
        text: lines(
          `Hello ${name},`,
          `from now on you sign in to Hourglass with ${email}; this address no longer opens your account.`,
          'If it was not you, tell an admin of your workspace at once.',
        ),
      }
    case 'ko':
      return {
        subject: 'Hourglass 이메일 주소가 변경되었습니다',
        text: lines(
          `${name} 님, 안녕하세요.`,
          `이제 ${email} 주소로 Hourglass에 로그인합니다. 이 주소로는 더 이상 로그인할 수 없습니다.`,
          '직접 변경하지 않았다면 바로 워크스페이스 관리자에게 알려 주세요.',
        ),
      }
    case 'ru':
      return {
        subject: 'Ваш адрес для Hourglass изменён',
        text: lines(
          `Здравствуйте, ${name}!`,
          `Теперь вы входите в Hourglass с адресом ${email}; с этим адресом войти больше нельзя.`,
          'Если это были не вы, сразу сообщите администратору рабочего пространства.',
        ),
      }
  }
}

/** The first of these that the product speaks. */
export function mailLanguage(...wanted: (string | null | undefined)[]): MailLanguage {
  return wanted.find((one): one is MailLanguage => one === 'en' || one === 'ko' || one === 'ru') ?? 'en'
}

function lines(...paragraphs: string[]): string {
  return `${paragraphs.join('\n\n')}\n`
}

/** Names are written by people: each becomes one line, so that none of them writes a mail of its own. */
function plainFacts<Facts extends object>(facts: Facts): Facts {
  const entries = Object.entries(facts).map(([key, value]) => [
    key,
    typeof value === 'string' ? value.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim() : value,
  ])
  return Object.fromEntries(entries) as Facts
}

import type { InvitationMethod } from '#core/meeting/invitation.ts'

interface Facts {
  title: string
  agenda: string
  place: string
  startsAt: number
  minutes: number
  zone: string
  language: string
  organizerName: string
  sequence: number
}

type Language = 'en' | 'ko' | 'ru'

const words: Record<
  Language,
  {
    invited: string
    moved: string
    off: string
    when: string
    where: string
    from: string
    lasts(minutes: number): string
  }
> = {
  en: {
    invited: 'Invitation',
    moved: 'Changed',
    off: 'Called off',
    when: 'When',
    where: 'Where',
    from: 'From',
    lasts: (minutes) => `${minutes} minutes`,
  },
  ko: {
    invited: '미팅 초대',
    moved: '미팅 변경',
    off: '미팅 취소',
    when: '일시',
    where: '장소',
    from: '보낸 사람',
    lasts: (minutes) => `${minutes}분`,
  },
  ru: {
    invited: 'Приглашение',
    moved: 'Изменено',
    off: 'Отменено',
    when: 'Когда',
    where: 'Где',
    from: 'От кого',
    lasts: (minutes) => `${minutes} мин`,
  },
}

/** The words around an invitation, for mail programs that read no calendars; time in the meeting's zone, which is named. */
export function invitationMail(method: InvitationMethod, meeting: Facts): { subject: string; text: string } {
  const language: Language = meeting.language === 'ko' || meeting.language === 'ru' ? meeting.language : 'en'
  const say = words[language]
  const what = method === 'CANCEL' ? say.off : meeting.sequence > 0 ? say.moved : say.invited
  const when = new Date(meeting.startsAt).toLocaleString(language, {
    timeZone: meeting.zone,
    dateStyle: 'full',
    timeStyle: 'short',
  })
  const lines = [
    `${say.when}: ${when} (${meeting.zone}), ${say.lasts(meeting.minutes)}`,
    ...(meeting.place === '' ? [] : [`${say.where}: ${meeting.place}`]),
    `${say.from}: ${meeting.organizerName}`,
    ...(meeting.agenda === '' ? [] : ['', meeting.agenda]),
  ]
  return { subject: `${what}: ${meeting.title}`, text: [meeting.title, '', ...lines].join('\n') }
}

/** The longest period of which a form's funnel is read, in days: looks and sendings are kept at least for so long. */
export const mostFunnelDays = 366

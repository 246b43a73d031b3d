export type SpanWord = 'minutes' | 'hours' | 'hours-minutes' | 'days' | 'days-hours';

/** Minutes as people say them: 15 min, 2 h, 2 h 30 min, 2 d, 1 d 1 h. Past a day, minutes are left out. */
export function spanOf(total: number): { word: SpanWord; days: number; hours: number; minutes: number } {
  const parts = { days: Math.floor(total / 1440), hours: Math.floor(total / 60) % 24, minutes: total % 60 };
  if (parts.days > 0) return { ...parts, word: parts.hours > 0 ? 'days-hours' : 'days' };
  if (parts.hours > 0) return { ...parts, word: parts.minutes > 0 ? 'hours-minutes' : 'hours' };
  return { ...parts, word: 'minutes' };
}

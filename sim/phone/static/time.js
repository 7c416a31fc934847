// The virtual time and how dates are written.

import { lang, t } from './i18n.js';

let ahead = 0; // of the browser's clock, in ms

/** Learns the virtual time from an answer of the simulator. */
export function learn(now) {
  ahead = new Date(now).getTime() - Date.now();
}

export const now = () => new Date(Date.now() + ahead);

const locale = lang === 'ja' ? 'ja-JP' : 'en-GB';
const clockFormat = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const secondsFormat = new Intl.DateTimeFormat(locale, {
  hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23',
});
const dayFormat = new Intl.DateTimeFormat(locale, { month: 'short', day: 'numeric', weekday: 'short' });
const yearFormat = new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'short', day: 'numeric', weekday: 'short' });

export const clock = (d) => clockFormat.format(d);
export const clockWithSeconds = (d) => secondsFormat.format(d);
export const longDay = (d) => yearFormat.format(d);

/** The same for all moments of one day. */
export const dayKey = (d) => `${d.getFullYear()}-${d.getMonth()}-${d.getDate()}`;

/** The text of a day separator. */
export function day(d) {
  const today = now();
  if (dayKey(d) === dayKey(today)) return t('today');
  const before = new Date(today);
  before.setDate(before.getDate() - 1);
  if (dayKey(d) === dayKey(before)) return t('yesterday');
  return (d.getFullYear() === today.getFullYear() ? dayFormat : yearFormat).format(d);
}

/** How far the virtual time is ahead, in words, or '' when it is not. */
export function aheadText() {
  const minutes = Math.round(ahead / 60000);
  if (minutes < 1) return '';
  const parts = [['day', Math.floor(minutes / 1440)], ['hour', Math.floor(minutes / 60) % 24], ['minute', minutes % 60]];
  return parts.filter(([, n]) => n > 0)
    .map(([unit, n]) => new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(n))
    .map((part) => (lang === 'ja' ? part.replaceAll(' ', '') : part))
    .join(lang === 'ja' ? '' : ' ');
}

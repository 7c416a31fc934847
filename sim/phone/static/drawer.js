// The drawer with the virtual clock, which everything in the simulator obeys.

import * as api from './api.js';
import { h, icon } from './dom.js';
import { t } from './i18n.js';
import { aheadText, clockWithSeconds, longDay, now } from './time.js';

const steps = [['plusMinute', '1m'], ['plusTen', '10m'], ['plusHour', '1h'], ['plusDay', '24h']];

/** shifted(now) is called after the clock was moved. */
export function drawer(shifted) {
  const time = h('strong', { class: 'now', 'data-testid': 'phone-now' });
  const date = h('span', {});
  const ahead = h('span', { class: 'ahead' });
  const element = h('section', { class: 'drawer', 'aria-label': t('clockTitle'), hidden: true },
    h('header', {}, h('h3', {}, t('clockTitle')),
      h('button', { class: 'plain', type: 'button', 'aria-label': t('close'), onclick: () => { element.hidden = true; } }, icon('close'))),
    h('div', { class: 'reading' }, time, date, ahead),
    h('div', { class: 'steps' }, ...steps.map(([key, by]) => h('button', {
      type: 'button', 'data-testid': `phone-advance-${by}`, onclick: async () => shifted((await api.advance(by)).now),
    }, t(key)))),
    h('p', {}, t('clockHint')));
  return {
    element,
    toggle() { element.hidden = !element.hidden; this.draw(); },
    draw() {
      if (element.hidden) return;
      const at = now();
      time.textContent = clockWithSeconds(at);
      date.textContent = longDay(at);
      const d = aheadText();
      ahead.textContent = d ? t('clockAhead', { d }) : t('clockReal');
    },
  };
}

// Sheets that slide over one phone's screen and ask something, and short notes.

import { h, icon } from './dom.js';
import { t } from './i18n.js';

const noted = 2600; // ms a note stays

/** What may lie over a screen: open(title, ...children) and note(text). */
export function sheets(screen) {
  const note = h('p', { class: 'toast', role: 'status' });
  let timer = 0;
  screen.append(note);
  return {
    note(text) {
      clearTimeout(timer);
      note.textContent = text;
      note.classList.add('on');
      timer = setTimeout(() => { note.classList.remove('on'); }, noted);
    },

    /** Opens a sheet; the answer closes it. closed() is called however it ends. */
    open(title, children, closed = () => {}) {
      const before = document.activeElement;
      const behind = [...screen.children].filter((el) => el !== note);
      const close = () => {
        layer.remove();
        for (const el of behind) el.inert = false;
        if (before?.isConnected) before.focus();
        closed();
      };
      const panel = h('section', { class: 'sheet', role: 'dialog', 'aria-modal': 'true', 'aria-label': title, tabindex: '-1', 'data-testid': 'phone-sheet' },
        h('header', {}, h('h3', {}, title),
          h('button', { class: 'plain', type: 'button', 'aria-label': t('close'), 'data-testid': 'phone-sheet-close', onclick: close }, icon('close'))),
        ...children);
      const layer = h('div', {
        class: 'layer',
        onclick: (e) => { if (e.target === layer) close(); },
        onkeydown: (e) => { if (e.key === 'Escape') { e.stopPropagation(); close(); } },
      }, panel);
      for (const el of behind) el.inert = true;
      screen.append(layer);
      (panel.querySelector('[data-first]') ?? panel).focus();
      return close;
    },
  };
}

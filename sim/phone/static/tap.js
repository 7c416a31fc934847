// Making something tappable, by finger, mouse and keyboard alike.

import { h } from './dom.js';
import { has, t } from './i18n.js';
import { obj, str } from './values.js';

/** What an action is called: its label, else what it would do. */
export function labelOf(action) {
  const a = obj(action);
  const kind = `action_${str(a.type)}`;
  return str(a.label) || str(a.displayText) || (has(kind) ? t(kind) : str(a.type));
}

/** Lets a tap on el do the action, when there is one; returns el. */
export function tappable(el, action, act) {
  const a = obj(action);
  if (!str(a.type)) return el;
  el.classList.add('tappable');
  el.addEventListener('click', (e) => { e.stopPropagation(); act(a); });
  if (el.querySelector('button, a, [role=button]')) {
    // A button must not hold buttons: this one is for the keyboard and for readers.
    el.prepend(h('button', { class: 'hidden', type: 'button', 'data-testid': 'phone-action' }, labelOf(a)));
    return el;
  }
  el.setAttribute('role', 'button');
  el.setAttribute('tabindex', '0');
  el.setAttribute('data-testid', 'phone-action');
  if (!el.textContent.trim()) el.setAttribute('aria-label', labelOf(a));
  el.addEventListener('keydown', (e) => {
    if (e.key !== 'Enter' && e.key !== ' ') return;
    e.preventDefault();
    e.stopPropagation();
    act(a);
  });
  return el;
}

/** Columns side by side that are pushed sideways, by the arrow keys as well. */
export function strip(kind, ...columns) {
  return h('div', { class: `strip ${kind}`, role: 'group', 'aria-label': t('strip'), tabindex: '0' }, ...columns);
}

const held = 500; // ms

/** Calls then for a long press, or for the right button of a mouse. */
export function onHold(el, then) {
  let timer = 0;
  const end = () => clearTimeout(timer);
  el.addEventListener('pointerdown', (e) => {
    if (e.pointerType === 'mouse') return;
    end();
    timer = setTimeout(then, held);
  });
  for (const type of ['pointerup', 'pointercancel', 'pointerleave', 'pointermove']) {
    el.addEventListener(type, (e) => { if (type !== 'pointermove' || Math.abs(e.movementX) + Math.abs(e.movementY) > 3) end(); });
  }
  el.addEventListener('contextmenu', (e) => {
    end();
    if (e.target.closest('a')) return; // the browser's own menu is of more use
    e.preventDefault();
    if (e.pointerType !== 'touch') then();
  });
}

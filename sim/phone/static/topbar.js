// The bar over a talk, with its menu, and the notice of who is no friend.

import * as api from './api.js';
import { avatar, h, icon } from './dom.js';
import { link, otherLanguage, t } from './i18n.js';

const joining = (talk) => t(talk.talk.relation === 'blocked' ? 'unblock' : 'add');

function changing(talk, what) {
  return async () => { await what(talk.user, talk.channel); await talk.refresh(); };
}

const join = (talk, props) => h('button', { type: 'button', ...props, onclick: changing(talk, api.unblock) }, joining(talk));

/** The bar of one talk; draw() follows the relation, close() ends its listening. */
export function topBar(talk) {
  const { pictureUrl, group } = talk.talk;
  const menu = h('div', { class: 'menu', role: 'menu', hidden: true });
  const button = h('button', {
    class: 'plain', type: 'button', 'aria-label': t('menu'), 'aria-haspopup': 'menu', 'aria-expanded': 'false', 'data-testid': 'phone-menu',
  }, icon('menu'));
  const show = (open) => {
    menu.hidden = !open;
    button.setAttribute('aria-expanded', String(open));
    if (open) menu.querySelector('[role=menuitem]')?.focus();
  };
  button.addEventListener('click', () => show(menu.hidden));
  menu.addEventListener('click', () => show(false));
  const name = h('h2', {}, talk.name);
  const ends = new AbortController();
  document.addEventListener('click', (e) => { if (!e.composedPath().includes(element)) show(false); }, { signal: ends.signal });
  const element = h('header', {
    class: 'top',
    onkeydown: (e) => { if (e.key === 'Escape' && !menu.hidden) { show(false); button.focus(); } },
  },
  h('button', { class: 'plain', type: 'button', 'aria-label': t('backToTalks'), 'data-testid': 'phone-back', onclick: () => talk.phone.openHome() }, icon('back')),
  avatar(talk.name, pictureUrl, talk.channel),
  h('div', { class: 'name' }, name, h('span', { class: 'tag' }, t('simulator'))),
  h('button', { class: 'plain', type: 'button', 'aria-label': t('clock'), 'data-testid': 'phone-clock', onclick: () => talk.drawer.toggle() }, icon('clock')),
  button, menu);
  return {
    element,
    close: () => ends.abort(),
    name(text) { if (name.textContent !== text) name.textContent = text; },
    draw() {
      const leave = h('button', { type: 'button', role: 'menuitem', 'data-testid': 'phone-leave', onclick: async () => { await talk.chat.leave(); await talk.phone.openHome(); } }, t('leave'));
      const item = group ? leave : talk.talk.relation === 'friend'
        ? h('button', { type: 'button', role: 'menuitem', 'data-testid': 'phone-block', onclick: changing(talk, api.block) }, t('block'))
        : join(talk, { role: 'menuitem', 'data-testid': 'phone-unblock' });
      menu.replaceChildren(item,
        h('button', { type: 'button', role: 'menuitem', onclick: () => talk.drawer.toggle() }, t('clock')),
        h('a', { role: 'menuitem', href: link('/phone/') }, t('others')),
        h('a', { role: 'menuitem', href: otherLanguage() }, t('switchLanguage')));
    },
  };
}

/** Tells a friend who has blocked, or never added, the account what follows from it. */
export function relationNotice(talk) {
  const { relation } = talk.talk;
  talk.notice.replaceChildren();
  talk.notice.hidden = relation === 'friend';
  if (relation !== 'friend') talk.notice.append(h('span', {}, t(`${relation}Notice`)), join(talk, {}));
}

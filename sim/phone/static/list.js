// The page that asks whose phone to open.

import * as api from './api.js';
import { most } from './desk.js';
import { avatar, h, icon } from './dom.js';
import { link, otherLanguage, t } from './i18n.js';

const shownAtMost = 200; // rows for each account; search finds the rest

function row(friend, channel, chosen) {
  const box = h('input', {
    type: 'checkbox', checked: chosen.has(friend.userId), 'aria-label': t('chooseNamed', { name: friend.displayName }), 'data-testid': 'phone-choose',
    onchange: () => chosen.toggle(friend.userId, channel.id, box.checked),
  });
  return h('li', {}, h('label', { class: 'choose' }, box),
    h('a', { class: 'friend', href: link('/phone/' + friend.userId, { channel: channel.id }), 'data-testid': 'phone-friend' },
      avatar(friend.displayName, friend.pictureUrl, friend.userId),
      h('span', { class: 'who' },
        h('strong', {}, friend.displayName),
        friend.statusMessage ? h('span', { class: 'status' }, friend.statusMessage) : null),
      friend.relation === 'friend' ? null : h('span', { class: 'badge ' + friend.relation }, t(friend.relation))));
}

function section({ channel, friends }, search, chosen) {
  const wanted = friends.filter((f) => f.displayName.normalize('NFKC').toLowerCase().includes(search));
  const rest = wanted.length - shownAtMost;
  const note = friends.length === 0 ? t('noFriends') : wanted.length === 0 ? t('noMatch') : rest > 0 ? t('moreFriends', { n: rest }) : '';
  return h('section', { class: 'account' },
    h('h2', {}, avatar(channel.name, channel.pictureUrl, channel.id), h('span', {}, channel.name), h('small', {}, channel.basicId)),
    h('ul', {}, ...wanted.slice(0, shownAtMost).map((f) => row(f, channel, chosen))),
    note ? h('p', { class: 'note' }, note) : null);
}

/** The phones that are to lie side by side, with the bar that opens them. */
function choice() {
  const users = new Map(); // to the channel in which they were chosen
  const open = h('a', { class: 'go', 'data-testid': 'phone-side-by-side' });
  const bar = h('div', { class: 'chosen', role: 'status', hidden: true }, open);
  const draw = () => {
    bar.hidden = users.size === 0;
    const words = users.size === 1 ? t('oneMore') : users.size > most ? t('tooMany', { n: most }) : t('sideBySide', { n: users.size });
    open.replaceChildren(icon('phones'), words);
    if (users.size === 1 || users.size > most) open.removeAttribute('href');
    else open.href = link('/phone/', { phones: [...users.keys()].join(','), channel: [...users.values()].at(-1) ?? '' });
  };
  return {
    bar,
    has: (user) => users.has(user),
    toggle(user, channel, on) {
      if (on) users.set(user, channel);
      else users.delete(user);
      draw();
    },
  };
}

export async function showList(app) {
  document.title = t('title');
  const chosen = choice();
  const results = h('div', { class: 'accounts' });
  const field = h('input', { type: 'search', placeholder: t('search'), 'aria-label': t('search'), autocomplete: 'off', 'data-testid': 'phone-search' });
  app.replaceChildren(h('main', { class: 'chooser' },
    h('header', {},
      h('span', { class: 'pill' }, t('simulator')),
      h('a', { class: 'language', href: otherLanguage() }, t('switchLanguage')),
      h('h1', {}, t('chooseFriend')),
      h('p', {}, t('chooseHint')),
      h('label', { class: 'search' }, icon('search'), field)),
    results, chosen.bar));
  const { items } = await api.channels();
  const all = await Promise.all(items.map(async (channel) => ({ channel, friends: (await api.friends(channel.id)).items })));
  const draw = () => {
    const search = field.value.trim().normalize('NFKC').toLowerCase();
    results.replaceChildren(...all.map((one) => section(one, search, chosen)));
    if (all.length === 0) results.append(h('p', { class: 'note' }, t('noChannels')));
  };
  field.addEventListener('input', draw);
  draw();
}

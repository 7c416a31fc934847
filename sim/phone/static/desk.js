// The table on which the phones lie: one, or several side by side.

import * as api from './api.js';
import { h } from './dom.js';
import { link, t } from './i18n.js';
import { Phone } from './phone.js';

export const most = 4; // each holds a connection open, and a browser allows six to one host

const notFound = () => h('div', { class: 'chooser' }, h('p', { class: 'note' }, t('notFound')),
  h('a', { class: 'language', href: link('/phone/') }, t('back')));

async function start(phone, channel) {
  try {
    await phone.start(channel);
    return true;
  } catch (err) {
    if (!(err instanceof api.Refused)) throw err;
    phone.body.replaceChildren(notFound());
    return false;
  }
}

/** One phone, whose address follows what it shows. */
export async function showPhone(app, user, channel) {
  const moved = (to) => {
    const url = new URL(location.href);
    if (to) url.searchParams.set('channel', to);
    else url.searchParams.delete('channel');
    history.pushState({ home: !to }, '', url);
  };
  const phone = new Phone(user, moved);
  const title = h('h1', {}, t('title'));
  app.replaceChildren(h('main', { class: 'desk' },
    h('aside', { class: 'beside' }, h('span', { class: 'pill' }, t('simulator')), title, h('p', {}, t('chooseHint'))),
    phone.element));
  if (!(await start(phone, channel))) {
    app.replaceChildren(h('main', {}, notFound()));
    return;
  }
  title.textContent = t('phoneOf', { name: phone.person.displayName });
  addEventListener('popstate', (e) => {
    const to = new URLSearchParams(location.search).get('channel');
    phone.moved = () => {}; // the address has moved already
    (to || !e.state?.home ? phone.openTalk(to ?? phone.person.talks[0].channel) : phone.openHome()).finally(() => { phone.moved = moved; });
  });
}

/** Several phones; channel is the account whose talk each opens, when it has one. */
export async function showDesk(app, users, channel) {
  const phones = users.slice(0, most).map((user) => new Phone(user));
  document.title = t('phones', { n: phones.length });
  const places = phones.map((phone) => {
    const name = h('h2', {}, '…');
    return { phone, name, element: h('section', { class: 'place-on-desk', 'aria-label': phone.user }, name, phone.element) };
  });
  app.replaceChildren(h('main', { class: 'desk many' },
    h('h1', { class: 'hidden' }, t('phones', { n: phones.length })),
    h('a', { class: 'back', href: link('/phone/') }, t('back')),
    h('div', { class: 'places', tabindex: '0', role: 'group', 'aria-label': t('phones', { n: phones.length }) }, ...places.map((p) => p.element))));
  await Promise.all(places.map(async ({ phone, name, element }) => {
    const person = await api.person(phone.user).catch(() => null);
    const known = person?.talks.some((one) => one.channel === channel);
    await start(phone, known ? channel : undefined);
    name.textContent = person?.displayName ?? phone.user;
    element.setAttribute('aria-label', t('phoneOf', { name: name.textContent }));
  }));
  document.title = t('phones', { n: phones.length });
}

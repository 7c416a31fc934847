// A phone's list of talks, over all accounts.

import * as api from './api.js';
import { summary } from './bubbles.js';
import { avatar, h, hidden } from './dom.js';
import { link, otherLanguage, t } from './i18n.js';
import { kept } from './kept.js';
import { clock, day, dayKey, now } from './time.js';

export class Home {
  constructor(phone) {
    this.phone = phone;
    this.rows = h('ul', {});
    this.name = h('h2', {});
    this.element = h('div', { class: 'home', 'data-testid': 'phone-home' },
      h('header', { class: 'top' }, h('div', { class: 'name' }, this.name, h('span', { class: 'tag' }, t('simulator')))),
      h('nav', { class: 'talks', 'aria-label': t('talks') }, this.rows),
      h('footer', {}, h('a', { href: link('/phone/') }, t('others')), h('a', { href: otherLanguage() }, t('switchLanguage'))));
  }

  async load() {
    this.person = await api.person(this.phone.user);
    this.draw();
  }

  opened() {
    document.title = t('phoneOf', { name: this.person.displayName });
    this.rows.querySelector('button')?.focus();
  }

  close() {}

  tick() {}

  async refresh() {
    try {
      await this.load();
    } catch { /* the stream's own state tells of a lost connection */ }
  }

  draw() {
    const focused = this.rows.contains(document.activeElement) ? document.activeElement.dataset.channel : '';
    this.name.textContent = t('talksOf', { name: this.person.displayName });
    this.rows.replaceChildren(...this.chats().map((one) => h('li', {}, this.row(one))));
    if (focused) [...this.rows.querySelectorAll('button')].find((b) => b.dataset.channel === focused)?.focus();
  }

  /** Talks and groups, the newest first. */
  chats() {
    const groups = (this.person.groups ?? []).map((g) => ({
      channel: g.id, account: t('groupNamed', { name: g.name || t('room'), n: g.members.length + (g.joined ? 1 : 0) }), pictureUrl: g.pictureUrl, last: g.bubbles.at(-1),
    }));
    const at = (one) => (one.last ? new Date(one.last.at).getTime() : 0);
    return [...this.person.talks, ...groups].sort((a, b) => at(b) - at(a));
  }

  row(one) {
    const { last } = one;
    const fresh = last?.from === 'account' && kept('seen', this.phone.user, one.channel).get() !== last.id;
    return h('button', { class: 'talk-row', type: 'button', 'data-channel': one.channel, 'data-testid': 'phone-talk', onclick: () => this.phone.openTalk(one.channel) },
      avatar(one.account, one.pictureUrl, one.channel),
      h('span', { class: 'who' }, h('strong', {}, one.account), h('span', { class: 'status' }, last ? summary(last) : '')),
      h('span', { class: 'when' }, last ? h('time', { datetime: last.at }, when(new Date(last.at))) : null,
        one.relation === 'blocked' ? h('span', { class: 'badge blocked' }, t('blocked')) : fresh ? h('span', { class: 'fresh' }, hidden(t('unread'))) : null));
  }
}

const when = (at) => (dayKey(at) === dayKey(now()) ? clock(at) : day(at));

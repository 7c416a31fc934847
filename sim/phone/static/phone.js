// One phone: its frame, its live connection, and the view that it shows, the
// talk list or one talk.

import * as api from './api.js';
import { h } from './dom.js';
import { Home } from './home.js';
import { t } from './i18n.js';
import { sheets } from './sheet.js';
import { Talk } from './talk.js';
import { clock, now } from './time.js';

export class Phone {
  /** moved(channel) is called when the friend opens a talk, or with null for the list. */
  constructor(user, moved = () => {}) {
    Object.assign(this, { user, moved });
    this.status = h('span', { class: 'time' });
    this.offline = h('p', { class: 'offline', role: 'status', hidden: true }, t('offline'));
    this.body = h('div', { class: 'app' });
    this.screen = h('div', { class: 'screen' },
      h('div', { class: 'statusbar', 'aria-hidden': 'true' }, this.status, h('span', { class: 'island' }), h('span', { class: 'battery' })),
      this.offline, this.body);
    this.sheets = sheets(this.screen);
    this.element = h('div', { class: 'phone', 'data-testid': 'phone', 'data-user': user }, this.screen);
  }

  /** Asks who the friend is and opens the talk with the channel, else with whoever wrote last. */
  async start(channel) {
    this.person = await api.person(this.user);
    const first = channel ?? this.person.talks[0]?.channel;
    if (!first) throw new api.Refused(404, 'no talk');
    await this.show(new Talk(this, first));
    api.listen(this.user, () => this.view.refresh(), (up) => { this.offline.hidden = up; });
    setInterval(() => this.tick(), 1000);
  }

  openTalk(channel) {
    this.moved(channel);
    return this.show(new Talk(this, channel));
  }

  openHome() {
    this.moved(null);
    return this.show(new Home(this));
  }

  async show(view) {
    await view.load();
    this.view?.close();
    this.view = view;
    this.body.replaceChildren(view.element);
    view.opened();
    this.tick();
  }

  tick() {
    this.status.textContent = clock(now());
    this.view.tick();
  }
}

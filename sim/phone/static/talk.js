// One phone: the talk of a friend with an account, live.

import * as api from './api.js';
import { bubble } from './bubbles.js';
import { composer } from './composer.js';
import { drawer } from './drawer.js';
import { avatar, h, icon } from './dom.js';
import { link, otherLanguage, t } from './i18n.js';
import { clock, day, dayKey, learn, now } from './time.js';

const nearBottom = 80; // px within which new bubbles pull the view along

export async function showTalk(app, user, channel) {
  try {
    const person = await api.person(user);
    channel ??= person.talks[0]?.channel;
    if (!channel) throw new api.Refused(404, 'no talk');
    await new Phone(app, user, channel).start();
  } catch (err) {
    if (!(err instanceof api.Refused)) throw err;
    app.replaceChildren(h('main', { class: 'chooser' }, h('p', { class: 'note' }, t('notFound')),
      h('a', { class: 'language', href: link('/phone/') }, t('back'))));
  }
}

class Phone {
  constructor(app, user, channel) {
    Object.assign(this, { app, user, channel, shown: [], rows: new Map(), asking: null, again: false, stay: true });
  }

  async start() {
    this.talk = await api.talk(this.user, this.channel);
    learn(this.talk.now);
    this.build();
    this.draw();
    this.toBottom();
    api.listen(this.user, () => this.refresh(), (up) => { this.offline.hidden = up; });
    setInterval(() => this.tick(), 1000);
  }

  build() {
    const { account, friend } = this.talk;
    document.title = `${account} · ${t('phoneOf', { name: friend.displayName })}`;
    this.status = h('span', { class: 'time' });
    this.list = h('div', { class: 'bubbles', role: 'log', 'aria-live': 'polite', 'aria-label': t('talkWith', { name: account }), tabindex: '0' });
    this.jump = h('button', { class: 'jump', type: 'button', hidden: true, onclick: () => this.toBottom() }, icon('down'), t('newMessage'));
    this.list.addEventListener('scroll', () => {
      this.stay = this.atBottom();
      if (this.stay) this.jump.hidden = true;
    });
    // When the keyboard or the stickers take room, the newest bubble stays in sight.
    new ResizeObserver(() => { if (this.stay) this.toBottom(); }).observe(this.list);
    this.offline = h('p', { class: 'offline', role: 'status', hidden: true }, t('offline'));
    this.notice = h('div', { class: 'notice' });
    this.drawer = drawer((now) => { learn(now); this.refresh(); });
    this.composer = composer((message) => this.send(message));
    this.app.replaceChildren(
      h('main', { class: 'desk' },
        h('aside', { class: 'beside' },
          h('span', { class: 'pill' }, t('simulator')),
          h('h1', {}, t('phoneOf', { name: friend.displayName })),
          h('p', {}, t('chooseHint'))),
        h('div', { class: 'phone' },
          h('div', { class: 'screen' },
            h('div', { class: 'statusbar', 'aria-hidden': 'true' }, this.status, h('span', { class: 'island' }), h('span', { class: 'battery' })),
            this.header(), this.offline, this.notice, this.list, this.jump, this.composer.element, this.drawer.element))));
    this.tick();
  }

  header() {
    const { account, pictureUrl, channel } = this.talk;
    this.menu = h('div', { class: 'menu', role: 'menu', hidden: true });
    const button = h('button', {
      class: 'plain', type: 'button', 'aria-label': t('menu'), 'aria-haspopup': 'menu', 'aria-expanded': 'false', 'data-testid': 'phone-menu',
    }, icon('menu'));
    const show = (open) => {
      this.menu.hidden = !open;
      button.setAttribute('aria-expanded', String(open));
      if (open) this.menu.querySelector('[role=menuitem]')?.focus();
    };
    button.addEventListener('click', () => show(this.menu.hidden));
    this.menu.addEventListener('click', () => show(false));
    document.addEventListener('click', (e) => { if (!e.composedPath().includes(head)) show(false); });
    const head = h('header', {
      class: 'top',
      onkeydown: (e) => { if (e.key === 'Escape' && !this.menu.hidden) { show(false); button.focus(); } },
    },
    h('a', { class: 'plain', href: link('/phone/'), 'aria-label': t('back') }, icon('back')),
    avatar(account, pictureUrl, channel),
    h('div', { class: 'name' }, h('h2', {}, account), h('span', { class: 'tag' }, t('simulator'))),
    h('button', { class: 'plain', type: 'button', 'aria-label': t('clock'), 'data-testid': 'phone-clock', onclick: () => this.drawer.toggle() }, icon('clock')),
    button, this.menu);
    return head;
  }

  /** Draws what depends on how the friend stands to the account. */
  drawRelation() {
    const { relation } = this.talk;
    const change = (what) => async () => { await what(this.user, this.channel); await this.refresh(); };
    const join = (props) => h('button', { type: 'button', ...props, onclick: change(api.unblock) },
      t(relation === 'blocked' ? 'unblock' : 'add'));
    const item = relation === 'friend'
      ? h('button', { type: 'button', role: 'menuitem', 'data-testid': 'phone-block', onclick: change(api.block) }, t('block'))
      : join({ role: 'menuitem', 'data-testid': 'phone-unblock' });
    this.menu.replaceChildren(item,
      h('button', { type: 'button', role: 'menuitem', onclick: () => this.drawer.toggle() }, t('clock')),
      h('a', { role: 'menuitem', href: link('/phone/') }, t('others')),
      h('a', { role: 'menuitem', href: otherLanguage() }, t('switchLanguage')));
    this.notice.replaceChildren();
    this.notice.hidden = relation === 'friend';
    if (relation !== 'friend') this.notice.append(h('span', {}, t(relation + 'Notice')), join({}));
    this.composer.block(relation === 'blocked');
  }

  /** Fetches and draws; calls that come meanwhile lead to one more. */
  async refresh() {
    if (this.asking) { this.again = true; return this.asking; }
    this.asking = (async () => {
      do {
        this.again = false;
        try {
          this.talk = await api.talk(this.user, this.channel);
          learn(this.talk.now);
          this.draw();
        } catch { /* the stream's own state tells of a lost connection */ }
      } while (this.again);
    })();
    await this.asking;
    this.asking = null;
  }

  draw() {
    if (this.relation !== this.talk.relation) {
      this.relation = this.talk.relation;
      this.drawRelation();
    }
    const stay = this.atBottom();
    const scrolled = this.list.scrollTop;
    const { bubbles } = this.talk;
    const grows = this.shown.length > 0 && this.shown.every((id, i) => bubbles[i]?.id === id) && dayKey(now()) === this.day;
    if (!grows) {
      this.list.replaceChildren();
      this.rows.clear();
      this.shown = [];
      this.day = dayKey(now());
      if (this.talk.more) this.list.append(h('div', { class: 'day' }, h('span', {}, t('older'))));
    }
    for (let i = this.shown.length; i < bubbles.length; i++) this.append(bubbles[i], bubbles[i - 1]);
    for (const b of bubbles) if (b.read) this.rows.get(b.id).querySelector('.read')?.replaceChildren(t('read'));
    const came = bubbles.slice(this.shown.length);
    this.shown = bubbles.map((b) => b.id);
    if (stay || came.some((b) => b.from === 'friend')) this.toBottom();
    else {
      this.list.scrollTop = scrolled;
      if (grows && came.length > 0) this.jump.hidden = false;
    }
    this.drawer.draw();
  }

  append(b, before) {
    const at = new Date(b.at);
    const newDay = !before || dayKey(new Date(before.at)) !== dayKey(at);
    if (newDay) this.list.append(h('div', { class: 'day' }, h('span', {}, day(at))));
    const row = bubble(b, this.talk, newDay || before.from !== b.from);
    this.rows.set(b.id, row);
    this.list.append(row);
  }

  async send(message) {
    await api.send(this.user, this.channel, message);
    this.refresh();
  }

  atBottom() {
    return this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight < nearBottom;
  }

  toBottom() {
    this.list.scrollTop = this.list.scrollHeight;
    this.jump.hidden = true;
  }

  tick() {
    this.status.textContent = clock(now());
    this.drawer.draw();
    if (this.day && this.day !== dayKey(now())) this.draw(); // "today" became "yesterday"
  }
}

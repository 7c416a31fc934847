// One talk of a friend with an account, live.

import { actions } from './actions.js';
import { bubble } from './bubbles.js';
import { authorOf, chatOf } from './chats.js';
import { composer } from './composer.js';
import { drawer } from './drawer.js';
import { h, hidden, icon } from './dom.js';
import { t } from './i18n.js';
import { kept } from './kept.js';
import { quickReplies } from './quick.js';
import { messageMenu } from './messagemenu.js';
import { day, dayKey, learn, now } from './time.js';
import { relationNotice, topBar } from './topbar.js';

const nearBottom = 80; // px within which new bubbles pull the view along

export class Talk {
  constructor(phone, channel) {
    Object.assign(this, {
      phone, channel, user: phone.user, sheets: phone.sheets, shown: [], rows: new Map(), asking: null, again: false, stay: true,
    });
    this.chat = chatOf(this.user, channel);
    this.seen = kept('seen', this.user, channel);
    this.act = actions(this);
  }

  get name() { return this.talk.title ?? this.talk.account; }

  get blocked() { return this.talk.relation === 'blocked'; }

  async load() {
    this.talk = await this.chat.load();
    learn(this.talk.now);
    this.build();
  }

  opened() {
    const { friend } = this.talk;
    document.title = `${this.name} · ${t('phoneOf', { name: friend.displayName })}`;
    this.draw();
    this.toBottom();
  }

  close() {
    this.watch.disconnect();
    this.bar.close();
  }

  build() {
    this.list = h('div', { class: 'bubbles', role: 'log', 'aria-live': 'polite', 'aria-label': t('talkWith', { name: this.name }), tabindex: '0' });
    this.jump = h('button', { class: 'jump', type: 'button', hidden: true, onclick: () => this.toBottom() }, icon('down'), t('newMessage'));
    this.list.addEventListener('scroll', () => {
      this.stay = this.atBottom();
      if (this.stay) this.jump.hidden = true;
    });
    // When the keyboard, the stickers or a picture take room, the newest bubble stays in sight.
    this.list.addEventListener('load', () => { if (this.stay) this.toBottom(); }, { capture: true });
    this.watch = new ResizeObserver(() => { if (this.stay) this.toBottom(); });
    this.watch.observe(this.list);
    this.notice = h('div', { class: 'notice' });
    this.drawer = drawer((at) => { learn(at); this.refresh(); });
    this.composer = composer((message) => this.send(message), (kind) => this.act({ type: kind }));
    this.quick = quickReplies(this.act, kept('quick', this.user, this.channel));
    this.bar = topBar(this);
    this.typing = h('div', { class: 'row theirs typing', role: 'status', hidden: true, 'data-testid': 'phone-loading' },
      h('span', { class: 'avatar none' }), h('div', { class: 'bubble text' }, hidden(t('typing', { name: this.talk.account })), h('i', {}), h('i', {}), h('i', {})));
    this.element = h('div', { class: 'talk' },
      this.bar.element, this.notice, this.list, this.jump, this.quick.element, this.composer.element, this.drawer.element);
  }

  /** Draws what depends on how the friend stands to the account. */
  drawRelation() {
    this.bar.draw();
    relationNotice(this);
    this.composer.block(this.blocked);
  }

  /** Fetches and draws; calls that come meanwhile lead to one more. */
  async refresh() {
    if (this.asking) { this.again = true; return this.asking; }
    this.asking = (async () => {
      do {
        this.again = false;
        try {
          this.talk = await this.chat.load();
          learn(this.talk.now);
          this.draw();
        } catch { /* the stream's own state tells of a lost connection */ }
      } while (this.again);
    })();
    await this.asking;
    this.asking = null;
  }

  draw() {
    this.bar.name(this.name);
    if (this.relation !== this.talk.relation) {
      this.relation = this.talk.relation;
      this.drawRelation();
    }
    const stay = this.atBottom();
    const scrolled = this.list.scrollTop;
    const { bubbles } = this.talk;
    const grows = this.shown.length > 0 && this.shown.every((known, i) => bubbles[i] && known === face(bubbles[i])) && dayKey(now()) === this.day;
    if (!grows) this.empty();
    for (let i = this.shown.length; i < bubbles.length; i++) this.append(bubbles[i], bubbles[i - 1]);
    for (const b of bubbles) if (b.read) this.rows.get(b.id)?.querySelector('.read')?.replaceChildren(t('read'));
    const came = bubbles.slice(this.shown.length);
    this.shown = bubbles.map(face);
    this.list.append(this.typing);
    this.drawTyping();
    this.quick.draw(bubbles, this.blocked);
    if (bubbles.length > 0) this.seen.set(bubbles.at(-1).id);
    if (stay || came.some((b) => authorOf(b, this.talk).own)) this.toBottom();
    else {
      this.list.scrollTop = scrolled;
      if (grows && came.length > 0) this.jump.hidden = false;
    }
    this.drawer.draw();
  }

  empty() {
    this.list.replaceChildren();
    this.rows.clear();
    this.shown = [];
    this.day = dayKey(now());
    if (this.talk.more) this.list.append(h('div', { class: 'day' }, h('span', {}, t('older'))));
  }

  append(b, before) {
    const at = new Date(b.at);
    const newDay = !before || dayKey(new Date(before.at)) !== dayKey(at);
    if (newDay) this.list.append(h('div', { class: 'day' }, h('span', {}, day(at))));
    const row = bubble(b, this.talk, newDay || before.unsent || before.from !== b.from || before.user !== b.user, this.act, (one) => messageMenu(this, one));
    this.rows.set(b.id, row);
    this.list.append(row);
  }

  /** The dots that a bot shows while it thinks ("Display a loading animation"). */
  drawTyping() {
    const until = this.talk.loadingUntil ? new Date(this.talk.loadingUntil) : null;
    this.typing.hidden = !until || until <= now() || this.blocked;
  }

  async send(message) {
    await this.chat.send(message);
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
    this.drawer.draw();
    if (!this.day) return;
    this.drawTyping();
    if (this.day !== dayKey(now())) this.draw(); // "today" became "yesterday"
  }
}

/** What a row shows of a bubble, but for its read mark. */
const face = (b) => `${b.id} ${b.kind} ${b.unsent ? 'unsent' : JSON.stringify(b.body)}`;

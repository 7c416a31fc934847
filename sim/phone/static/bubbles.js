// One bubble of each kind, drawn from LINE's message object.

import { avatar, h, hidden, icon } from './dom.js';
import { has, t } from './i18n.js';
import { drawing } from './sticker.js';
import { clock } from './time.js';

const address = /(https?:\/\/[^\s<>"'。、)」]+)/;

/** Text with its web addresses as links, everything else as text. */
function linked(text) {
  return text.split(address).map((part, i) =>
    i % 2 === 0 ? part : h('a', { href: part, target: '_blank', rel: 'noopener noreferrer' }, part));
}

const str = (v) => (typeof v === 'string' ? v : '');

function picture(body, kind) {
  const url = str(body.previewImageUrl) || str(body.originalContentUrl);
  const img = h('img', { src: url, alt: t(kind), loading: 'lazy' });
  const box = h('div', { class: 'picture' }, img);
  img.addEventListener('error', () => box.replaceWith(card(kind, str(body.originalContentUrl))));
  return box;
}

/** The fallback: what it is, and what there is to say about it. */
function card(kind, detail) {
  const label = has(kind) ? t(kind) : t('otherKind', { kind });
  return h('div', { class: 'card' }, h('strong', {}, label), detail ? h('span', {}, detail) : null);
}

function place(body) {
  return h('div', { class: 'card place' }, icon('pin'),
    h('strong', {}, str(body.title) || t('location')), h('span', {}, str(body.address)));
}

function content(kind, body) {
  switch (kind) {
    case 'text':
    case 'textV2':
      return h('div', { class: 'text' }, ...linked(str(body.text)));
    case 'sticker':
      return h('div', { class: 'sticker-box' }, drawing(body));
    case 'image':
    case 'video':
      return picture(body, kind);
    case 'location':
      return place(body);
    case 'imagemap':
    case 'template':
    case 'flex':
      return card(kind, str(body.altText));
    default:
      return card(kind, str(body.fileName));
  }
}

/** The row of a bubble. first: the side changed, so avatar and tail show. */
export function bubble(b, talk, first) {
  const own = b.from === 'friend';
  const body = b.body ?? {};
  const at = new Date(b.at);
  const inner = content(b.kind, body);
  inner.classList.add('bubble');
  inner.setAttribute('data-testid', own ? 'phone-bubble-out' : 'phone-bubble-in');
  const meta = h('span', { class: 'meta' },
    own && h('span', { class: 'read' }, b.read ? t('read') : ''),
    h('time', { datetime: b.at }, clock(at)));
  const sender = !own && body.sender ? str(body.sender.name) : '';
  const item = h('div', { class: `row ${own ? 'own' : 'theirs'}${first ? ' first' : ''}`, 'data-id': b.id, 'data-kind': b.kind });
  const shown = sender || talk.account;
  if (!own) {
    item.append(first ? avatar(shown, str(body.sender?.iconUrl) || talk.pictureUrl, talk.channel) : h('span', { class: 'avatar none' }));
  }
  item.append(h('div', { class: 'column' },
    sender && first ? h('span', { class: 'sender' }, sender) : null,
    h('div', { class: 'line-up' }, hidden(`${own ? t('me') : shown}: `), inner, meta)));
  return item;
}

// One bubble of each kind, drawn from LINE's message object.

import * as api from './api.js';
import { authorOf } from './chats.js';
import { avatar, h, hidden, icon } from './dom.js';
import { flex } from './flex.js';
import { has, t } from './i18n.js';
import { imagemap } from './imagemap.js';
import { file, film, photo, place, voice } from './media.js';
import { drawing } from './sticker.js';
import { onHold } from './tap.js';
import { template } from './template.js';
import { words, wordsV2 } from './text.js';
import { clock } from './time.js';
import { obj, str } from './values.js';

/** The fallback: what it is, and what there is to say about it. */
function card(kind, detail) {
  const label = has(kind) ? t(kind) : t('otherKind', { kind });
  return h('div', { class: 'card unknown' }, h('strong', {}, label), detail ? h('span', {}, detail) : null);
}

function coupon(body) {
  return h('div', { class: 'card coupon' }, icon('ticket'), h('strong', {}, str(body.title) || t('coupon')), h('span', {}, t('couponHint')),
    h('code', {}, str(body.couponId)));
}

function said(body, talk) {
  const name = (who) => (who.type === 'all' ? 'All' : who.userId === talk.friend.userId ? talk.friend.displayName : str(who.userId));
  return body.type === 'textV2' ? wordsV2(body, name) : words(body);
}

function content(b, talk, act) {
  const kind = str(b.kind);
  const body = obj(b.body);
  const kept = b.from === 'friend' ? api.content(talk.channel, b.id) : '';
  switch (kind) {
    case 'text':
    case 'textV2':
      return h('div', { class: 'text' }, quoted(b, talk), ...said({ ...body, type: kind }, talk));
    case 'sticker':
      return h('div', { class: 'sticker-box' }, drawing({ packageId: str(body.packageId), stickerId: str(body.stickerId) }), str(body.text) ? h('span', {}, str(body.text)) : null);
    case 'image':
      return photo(body, act, kept);
    case 'video':
      return film(body, act, kept);
    case 'audio':
      return voice(body, kept);
    case 'file':
      return file(body, kept);
    case 'location':
      return place(body, act);
    case 'imagemap':
      return imagemap(body, act);
    case 'template':
      return wide(template(body.template, act), body) ?? card(kind, str(body.altText));
    case 'flex':
      return ['bubble', 'carousel'].includes(obj(body.contents).type) ? wide(flex(body.contents, act), body) : card(kind, str(body.altText));
    case 'coupon':
      return coupon(body);
    default:
      return card(kind, str(body.altText));
  }
}

/** What is broader than words, with the text by which readers know it. */
function wide(el, body) {
  if (!el) return null;
  return h('div', { class: 'wide', role: 'group', 'aria-label': str(body.altText) || t('template') }, el);
}

/** The message that a bubble answers to. */
function quoted(b, talk) {
  const id = str(b.quotes) || str(obj(b.body).quotedMessageId);
  const before = id && talk.bubbles.find((one) => one.id === id);
  if (!before) return null;
  return h('blockquote', { class: 'quoted' }, h('strong', {}, authorOf(before, talk).name), h('span', {}, summary(before)));
}

/** A bubble in one line. */
export function summary(b) {
  if (b.unsent) return t('unsent');
  const body = obj(b.body);
  if (b.kind === 'text' || b.kind === 'textV2') return str(body.text);
  return str(body.altText) || str(body.fileName) || (has(b.kind) ? t(b.kind) : t('otherKind', { kind: b.kind }));
}

/** Whatever a message holds, the talk goes on: what cannot be drawn is named. */
function safely(b, talk, act) {
  try {
    return content(b, talk, act);
  } catch (err) {
    console.warn('message not drawn', err);
    return card(str(b.kind), str(obj(b.body).altText));
  }
}

/** The line that is left of a message that was taken back. */
function gone(b, talk) {
  const author = authorOf(b, talk);
  return h('div', { class: 'day', 'data-id': b.id, 'data-kind': 'unsent' },
    h('span', { 'data-testid': 'phone-unsent' }, author.own ? t('unsentOwn') : t('unsentBy', { name: author.name })));
}

/**
 * The row of a bubble. first: the side changed, so avatar and tail show.
 * act(action) does what its buttons say; menu(b) opens what one can do with it.
 */
export function bubble(b, talk, first, act, menu) {
  if (b.unsent) return gone(b, talk);
  const author = authorOf(b, talk);
  const { own } = author;
  const inner = safely(b, talk, act);
  inner.classList.add('bubble');
  inner.setAttribute('data-testid', own ? 'phone-bubble-out' : 'phone-bubble-in');
  const meta = h('span', { class: 'meta' },
    own && h('span', { class: 'read' }, b.read ? t('read') : ''),
    b.edited && h('span', {}, t('edited')),
    h('time', { datetime: b.at }, clock(new Date(b.at))));
  const as = own ? {} : obj(obj(b.body).sender);
  const sender = str(as.name) ? t('senderFrom', { name: as.name, account: talk.account }) : talk.group && !own ? author.name : '';
  const item = h('div', { class: `row ${own ? 'own' : 'theirs'}${first ? ' first' : ''}${inner.classList.contains('wide') ? ' broad' : ''}`, 'data-id': b.id, 'data-kind': b.kind });
  if (!own) {
    item.append(first ? avatar(str(as.name) || author.name, str(as.iconUrl) || author.picture, author.key) : h('span', { class: 'avatar none' }));
  }
  item.append(h('div', { class: 'column' },
    sender && first ? h('span', { class: 'sender' }, sender) : null,
    h('div', { class: 'line-up' }, hidden(`${str(as.name) || author.name}: `), inner, meta,
      h('button', { class: 'more', type: 'button', 'aria-label': t('messageMenu'), 'data-testid': 'phone-message-menu', onclick: () => menu(b) }, icon('more')))));
  onHold(inner, () => menu(b));
  return item;
}

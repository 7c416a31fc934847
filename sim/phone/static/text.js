// What is written: addresses as links, LINE's emoji, and textV2's substitutions.

import { h } from './dom.js';
import { drawing } from './sticker.js';
import { list, obj, str } from './values.js';

const address = /(https?:\/\/[^\s<>"'。、)」]+)/;

/** Text with its web addresses as links, everything else as text. */
export function linked(text) {
  return text.split(address).map((part, i) =>
    i % 2 === 0 || !URL.canParse(part) ? part : h('a', { href: part, target: '_blank', rel: 'noopener noreferrer', referrerpolicy: 'no-referrer' }, part));
}

function emoji(productId, emojiId) {
  const el = drawing({ packageId: str(productId), stickerId: str(emojiId) });
  el.setAttribute('class', 'sticker emoji');
  return el;
}

/** A text message's children. Its indexes count UTF-16 units, as strings here do. */
export function words(body) {
  const text = str(body.text);
  const out = [];
  let from = 0;
  for (const e of list(body.emojis).map(obj).filter((one) => text[one.index] === '$').sort((a, b) => a.index - b.index)) {
    if (e.index < from) continue;
    out.push(...linked(text.slice(from, e.index)), emoji(e.productId, e.emojiId));
    from = e.index + 1;
  }
  return [...out, ...linked(text.slice(from))];
}

/** A textV2 message's children: {key} stands for a mention or an emoji, {{ and }} for braces. */
export function wordsV2(body, nameOf) {
  const substitution = obj(body.substitution);
  return str(body.text).split(/(\{\{|\}\}|\{\w{1,20}\})/).flatMap((part, i) => {
    if (i % 2 === 0) return linked(part);
    if (part === '{{' || part === '}}') return [part[0]];
    const key = part.slice(1, -1);
    const one = Object.hasOwn(substitution, key) ? obj(substitution[key]) : {};
    if (one.type === 'emoji') return [emoji(one.productId, one.emojiId)];
    if (one.type === 'mention') return [h('span', { class: 'mention' }, `@${nameOf(obj(one.mentionee))}`)];
    return [part];
  });
}

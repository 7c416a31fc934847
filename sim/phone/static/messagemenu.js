// What one can do with a message: answer to it, copy it, take it back.

import * as api from './api.js';
import { h } from './dom.js';
import { t } from './i18n.js';
import { obj, str } from './values.js';

const quotable = ['text', 'textV2', 'sticker', 'image', 'video', 'template', 'flex']; // docs, "Get quote tokens"

/** Opens the menu of one bubble of a talk. */
export function messageMenu(talk, b) {
  const text = str(obj(b.body).text);
  const choose = (id, words, then) => h('button', { class: 'option', type: 'button', 'data-testid': `phone-${id}`, onclick: () => { close(); then(); } }, words);
  const close = talk.sheets.open(t('messageMenu'), [
    quotable.includes(b.kind) && !talk.blocked && choose('quote', t('quote'), () => talk.composer.quote(b)),
    text && choose('copy', t('copy'), () => talk.act({ type: 'clipboard', clipboardText: text })),
    b.from === 'friend' && choose('unsend', t('unsend'), () => unsend(talk, b)),
  ].filter(Boolean));
}

async function unsend(talk, b) {
  try {
    await api.unsend(talk.user, talk.channel, b.id);
    await talk.refresh();
  } catch (err) {
    if (!(err instanceof api.Refused)) throw err;
    talk.sheets.note(t('failed'));
  }
}

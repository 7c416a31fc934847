// The line at the bottom in which the friend writes.

import { summary } from './bubbles.js';
import { h, icon } from './dom.js';
import { t } from './i18n.js';
import { drawing, sheet } from './sticker.js';

/** send(message) returns a promise; a refusal gives the text back. attach(kind) sends what is no text. */
export function composer(send, attach) {
  let queue = Promise.resolve(); // one after the other: what is typed first arrives first
  const input = h('textarea', {
    rows: '1', maxlength: '10000', placeholder: t('input'), 'aria-label': t('input'), enterkeyhint: 'send',
    autocomplete: 'off', 'data-testid': 'phone-input',
  });
  const button = h('button', { class: 'send', type: 'submit', 'aria-label': t('send'), disabled: true, 'data-testid': 'phone-send' }, icon('send'));
  const error = h('p', { class: 'error', role: 'alert', hidden: true }, t('failed'));
  const stickers = h('div', { class: 'stickers', role: 'group', 'aria-label': t('stickers'), hidden: true },
    ...sheet.map((one) => h('button', { type: 'button', 'data-testid': 'phone-sticker', onclick: () => post({ sticker: one }) }, drawing(one))));
  const other = h('div', { class: 'attach', role: 'group', 'aria-label': t('attach'), hidden: true },
    ...[['camera', 'camera'], ['photo', 'cameraRoll'], ['voice', 'voice'], ['file', 'file'], ['pin', 'location']].map(([glyph, kind]) => h('button', {
      type: 'button', 'data-testid': `phone-attach-${kind}`, onclick: () => { toggle(plus, other, false); attach(kind); },
    }, icon(glyph), h('span', {}, t(`action_${kind}`)))));
  const toggle = (opener, panel, open) => {
    panel.hidden = !open;
    opener.setAttribute('aria-expanded', String(open));
  };
  const opens = (glyph, label, panel, id) => h('button', {
    class: 'plain', type: 'button', 'aria-label': label, 'aria-expanded': 'false', 'data-testid': id,
    onclick: (e) => {
      const open = panel.hidden;
      for (const [opener, one] of [[smile, stickers], [plus, other]]) toggle(opener, one, open && opener === e.currentTarget);
    },
  }, icon(glyph));
  const smile = opens('smile', t('stickers'), stickers, 'phone-stickers');
  const plus = opens('plus', t('attach'), other, 'phone-attach');
  let quoting = null;
  const words = h('span', {});
  const quote = h('div', { class: 'quoting', hidden: true, 'data-testid': 'phone-quoting' }, words,
    h('button', { class: 'plain', type: 'button', 'aria-label': t('noQuote'), onclick: () => answer(null) }, icon('close')));
  const answer = (b) => {
    quoting = b;
    quote.hidden = !b;
    words.textContent = b ? t('quoting', { text: summary(b) }) : '';
    if (b) input.focus();
  };
  const form = h('form', { class: 'composer', onsubmit: (e) => { e.preventDefault(); submit(); } },
    error, stickers, other, quote, h('div', { class: 'bar' }, plus, smile, input, button));

  const fit = () => {
    button.disabled = input.value.trim() === '';
    input.style.height = 'auto';
    input.style.height = `${input.scrollHeight}px`;
  };

  function post(message) {
    error.hidden = true;
    const whole = quoting ? { ...message, quote: quoting.id } : message;
    answer(null);
    queue = queue.then(() => send(whole)).catch(() => {
      error.hidden = false;
      if (message.text && input.value === '') { input.value = message.text; fit(); }
    });
  }

  function submit() {
    const text = input.value.replace(/\s+$/, '');
    if (text === '') return;
    input.value = '';
    fit();
    post({ text });
    input.focus();
  }

  input.addEventListener('input', fit);
  input.addEventListener('keydown', (e) => {
    // Enter that ends a conversion of kana must not send. Safari reports it
    // after compositionend, with the key code 229.
    if (e.key !== 'Enter' || e.shiftKey || e.isComposing || e.keyCode === 229) return;
    e.preventDefault();
    submit();
  });

  return {
    element: form,
    block(blocked) {
      form.classList.toggle('blocked', blocked);
      for (const control of [input, smile, plus]) control.disabled = blocked;
      if (blocked) stickers.hidden = other.hidden = true;
    },
    /** Answers to this bubble with what is sent next. */
    quote: answer,
    /** Opens the keyboard with these words, as a postback may ask. */
    fill(text) {
      if (text) input.value = text.slice(0, 10000);
      fit();
      input.focus();
    },
  };
}

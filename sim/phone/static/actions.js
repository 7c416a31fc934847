// What the buttons of messages do (messaging-api reference, "Action objects").

import * as api from './api.js';
import { chooseMedia, choosePlace, chooseTime, look, openAddress, play } from './asks.js';
import { has, t } from './i18n.js';
import { obj, str } from './values.js';

/**
 * The act(action) of one talk. Its promise tells whether the action was done:
 * not when the friend thought better of it.
 */
export function actions(talk) {
  const tap = (action, params) => talk.chat.postback({ data: str(action.data), ...params });
  const media = async (kind) => {
    const message = await chooseMedia(talk.sheets, kind);
    return message ? talk.send(message) : false;
  };
  const kinds = {
    message: (a) => (str(a.text) ? talk.send({ text: str(a.text) }) : false),
    async postback(a) {
      if (str(a.text) && !str(a.displayText)) await talk.send({ text: str(a.text) }); // deprecated: a message as well
      await tap(a, { displayText: str(a.displayText) || undefined });
      input(talk, a);
    },
    async datetimepicker(a) {
      const params = await chooseTime(talk.sheets, a);
      return params ? tap(a, { params }) : false;
    },
    uri: (a) => openAddress(talk.sheets, str(a.uri)),
    async clipboard(a) {
      if (await copy(str(a.clipboardText))) talk.sheets.note(t('copied', { text: short(str(a.clipboardText)) }));
      else talk.sheets.note(t('notCopied'));
    },
    camera: () => talk.send({ image: {} }),
    cameraRoll: () => media('cameraRoll'),
    voice: () => media('voice'),
    file: () => media('file'),
    async location() {
      const place = await choosePlace(talk.sheets);
      return place ? talk.send({ location: place }) : false;
    },
    look: (a) => look(talk.sheets, str(a.url)),
    play: (a) => play(talk.sheets, str(a.url), obj(a.then)),
  };
  return async (action) => {
    const a = obj(action);
    const kind = str(a.type);
    if (!Object.hasOwn(kinds, kind)) {
      talk.sheets.note(t('noAction', { kind: has(`action_${kind}`) ? t(`action_${kind}`) : kind }));
      return false;
    }
    try {
      return (await kinds[kind](a)) !== false;
    } catch (err) {
      if (!(err instanceof api.Refused || err instanceof TypeError)) throw err;
      talk.sheets.note(talk.blocked ? t('blockedNotice') : t('failed'));
      return false;
    }
  };
}

/** A postback may open the keyboard, with words in it (docs, "inputOption"). */
function input(talk, a) {
  if (a.inputOption === 'openKeyboard') talk.composer.fill(str(a.fillInText));
  if (a.inputOption === 'openVoice') talk.sheets.note(t('noVoice'));
  if (a.inputOption === 'openRichMenu' || a.inputOption === 'closeRichMenu') talk.richMenu?.(a.inputOption === 'openRichMenu');
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false; // no permission, or a page without one
  }
}

const short = (text) => (text.length > 24 ? `${text.slice(0, 23)}…` : text);
